/**
 * What the commands ask a workspace. Kinds of rows are told by their shape, as the rules do: another
 * connector's rows may lack `log_source`. Times of arrival are those of `TimeGenerated`.
 */

/** A run every five minutes leaves about 288 health rows a day. */
const healthRows = `OnePasswordEventLogs_CL
| where log_source == "healthevents" and TimeGenerated > ago(1d) and isempty(tostring(details.probe))`;

/** The newest run: `timestamp`, `category`, `action_type`, `details`. */
export const lastRunQuery = `${healthRows}
| summarize arg_max(timestamp, category, action_type, details)
| where isnotnull(timestamp)`;

/** For each stream what the newest run that looked at it said, and the newest run that went well. */
export const streamRunsQuery = `${healthRows}
| mv-expand Stream = dynamic(["auditevents", "itemusages", "signinattempts"]) to typeof(string)
| extend Report = case(
    Stream == "auditevents", details.streams.auditevents,
    Stream == "itemusages", details.streams.itemusages,
    details.streams.signinattempts)
| extend State = tostring(Report.state), Reason = tostring(Report.reason), Message = tostring(Report.message)
| where isnotempty(State)
| summarize
    LastGood = maxif(timestamp, State == "ok"),
    arg_max(timestamp, State, Reason, Message)
    by Stream
| project Stream, LastRun = timestamp, LastGood, State, Reason, Message
| sort by Stream asc`;

/** For each kind of rows the newest, how many came within a day, and how late they were, in seconds. */
export const rowsQuery = `let kinds = OnePasswordEventLogs_CL
    | where TimeGenerated > ago(30d)
    | extend Kind = case(
        log_source == "healthevents", "healthevents",
        isnotempty(object_type), "auditevents",
        isnotempty(item_uuid), "itemusages",
        isnotempty(category), "signinattempts",
        "")
    | where isnotempty(Kind);
kinds
| summarize
    LastRow = max(TimeGenerated),
    LastEvent = max(timestamp),
    RowsInDay = countif(TimeGenerated > ago(1d))
    by Kind
| lookup kind=leftouter (
    kinds
    | where TimeGenerated > ago(1d) and isnotnull(timestamp)
    | summarize Lag = percentile((TimeGenerated - timestamp) / 1s, 50) by Kind)
    on Kind
| sort by Kind asc`;

/** Alerts of 30 days by the id of the rule that made them. */
export const alertsQuery = `SecurityAlert
| where TimeGenerated > ago(30d)
| extend Rules = todynamic(tostring(todynamic(ExtendedProperties)["Analytic Rule Ids"]))
| mv-expand Rule = Rules to typeof(string)
| where isnotempty(Rule)
| summarize LastAlert = max(TimeGenerated), Alerts = dcount(SystemAlertId) by Rule = tolower(Rule)
| sort by Rule asc`;

/** What the function app wrote last when a run failed: the app's own words, where rows cannot tell. */
export function lastFailureQuery(app: string): string {
  return `AppExceptions
| where TimeGenerated > ago(1d) and AppRoleName =~ "${quoted(app)}"
| summarize arg_max(TimeGenerated, OuterMessage)
| where isnotnull(TimeGenerated)`;
}

/** Names in Azure hold neither quotes nor backslashes; a text that does is none. */
function quoted(name: string): string {
  return name.replace(/["\\\r\n]/g, '');
}
