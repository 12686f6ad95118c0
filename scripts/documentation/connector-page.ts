/**
 * docs/connector.md: what the connector does, promises and says. In: rows and messages of real runs, the words
 * about them, figures of the tests. Out: Markdown. Reads and writes nothing.
 */
import { planBudget } from '../../functions/src/core/budget.ts';
import { limits, second } from '../../functions/src/core/limits.ts';
import { settingTable } from '../../functions/src/core/setting-table.ts';
import type { Setting } from '../../functions/src/core/settings-form.ts';
import type { Row } from '../../functions/src/core/row.generated.ts';
import {
  causes,
  checkpointWords,
  details,
  metricWords,
  reasonWords,
  reportWords,
} from './connector-words.ts';
import { cell, codeCell, markdownTable, prose } from './table.ts';

export interface ConnectorPageInput {
  /** A health row of a run that collected something. */
  readonly healthRow: Row;
  /** A position as it is stored. */
  readonly checkpoint: object;
  /** What a run says with each diagnosis, by its code. */
  readonly messages: ReadonlyMap<string, string>;
  readonly figures: ConnectorFigures;
  /** Of functions/host.json. */
  readonly sampling: TelemetrySampling;
  /** A table in Markdown: what other ways of collecting lose and double. */
  readonly peers: string;
}

export interface TelemetrySampling {
  readonly maxTelemetryItemsPerSecond: number;
}

/** How much the tests try; taken from them. */
export interface ConnectorFigures {
  readonly kills: number;
  readonly sequences: number;
  readonly steps: number;
  readonly days: number;
}

export function connectorPage(input: ConnectorPageInput): string {
  const { healthRow, checkpoint } = input;
  return `${[
    '# The connector',
    head,
    `## One run\n\n${picture}\n\n${steps()}`,
    `## What it promises\n\n${promises(input.figures)}`,
    `## Compared with others\n\n${comparison}\n\n${input.peers.trim()}`,
    `## Settings\n\n${settingsText()}`,
    `## Health rows\n\n${healthText}\n\n${block(healthRow)}\n\n### The run\n\n${meanings('member of details', details)}\n\n### A stream\n\n${meanings('member of a stream', reportWords)}\n\n### States and reasons\n\n${reasons()}`,
    `## Diagnoses\n\n${diagnosesText}\n\n${diagnoses(input.messages)}`,
    `## Positions\n\n${positionsText}\n\n${block(checkpoint)}\n\n${meanings('member', checkpointWords)}`,
    `## Dead letters\n\n${deadLettersText}`,
    `## Logs and figures\n\n${logsText(input.sampling)}`,
    `## Metrics\n\n${metricsText}\n\n${metrics()}\n\n${metricsQuery}`,
    `## On your machine\n\n${machineText}`,
  ].join('\n\n')}\n`;
}

const head = `The connector is a function app that a timer starts. Each run reads what is new from the 1Password Events API and sends it, through a data collection rule, into the table [OnePasswordEventLogs_CL](table.md).

This page is made from the code, and its examples are what real runs said. After a change, \`npm run test:update\` writes it anew.`;

const picture = `\`\`\`text
 timer ──► lock ──► introspection ──► auditevents    ─┐
           │        what the key      itemusages     ─┼─► health row ──► unlock
           │        may read          signinattempts ─┘
           │                             │
           │            ┌────────────────┘  each stream on its own, page by page:
           │            ▼
           │   fetch ──► map ──► leave out ──► note the ──► send in ──► save the
           │   a page    to rows duplicates    intent       batches     position
           │     ▲                                             │            │
           │     └───── the next page, fetched while ──────────┘            │
           └─ a lease of 60 s on a blob; nothing is written without it ─────┘
\`\`\``;

function steps(): string {
  const budget = settingTable.runBudgetSeconds.initial;
  // Of a run that lasts a second: tenths of the milliseconds are percent.
  const { lastFetch, lastUpload } = planBudget(0, 1);
  return `1. **Lock.** A lease on the blob \`lock\` keeps two runs apart, also those of two apps on one storage account. Who does not get it does nothing and says so.
2. **Key.** Introspection tells what the key may read. Where it is refused, the run ends with a diagnosis; where 1Password does not answer, the run goes on with what it knows.
3. **Streams.** All three at the same time. An error in one does not touch the others.
4. **Pages.** A page is mapped to rows, packed into calls of at most ${number(limits.batchTargetBytes)} bytes, and sent. Only when all of it is accepted, or in the dead letters, is the position behind it saved.
5. **Health row.** One row says how it went, also when nothing was new. Its numbers then go to Application Insights as metrics.

A run lasts at most \`RUN_BUDGET_SECONDS\` (${budget}): after ${lastFetch / 10} % of it no page is begun, after ${lastUpload / 10} % uploads are given up, and the next run goes on from the position.`;
}

function promises({ kills, sequences, steps: length, days }: ConnectorFigures): string {
  return `Nothing is lost without a trace. Every event of a page is in the table, known to be there already, left out by \`DROP_PAIRS\`, or in the dead letters, before the position behind it is saved. So an event can arrive twice but not never: a run that ends between sending and saving sends that page again, at most one page for each stream, and marks its rows \`resent\`. The rules and the workbook count an event once by its id. The tests hold the connector to it: they kill it ${number(kills)} times at random moments in front of real storage, let it live through ${number(sequences)} random sequences of ${length} mishaps, and through ${days} days with faults in between; every time the table is compared with the list of what the service had. Every fault of the services is tried at every place where it can strike.

What no client can promise: the Logs Ingestion API says that it accepted rows, not that it stored them, and it knows no ids of calls, so a lost answer means sending again.`;
}

const comparison = `The same events and the same mishaps, for this connector, for one that keeps its state as the earlier function did, and for one that asks for windows of time. Lost and doubled are counts of events.`;

function settingsText(): string {
  const count = Object.values<Setting<unknown>>(settingTable).length;
  return `The deployment sets what is needed. [Settings of the connector](connector-settings.md) lists all ${count}, with defaults and what is allowed.`;
}

const healthText = `A row of each run, with \`log_source\` \`healthevents\`. \`category\` is the outcome; \`credentials_failed\` with the \`action_type\` \`API Key Invalid\` says that the key was not let in, in the words of the earlier function. Otherwise \`action_type\` is the code of the diagnosis or a short text. The tab Health & setup of the workbook and the rule Log Ingestion Failure read these rows.`;

const diagnosesText = `A run has one diagnosis at most, the gravest. It stands in the health row, in the summary and in Application Insights, always with what to do. The messages below are those of runs in a test.`;

const positionsText = `One blob for each account and stream in the container \`cursors\`: \`v1/<account>/<stream>.json\`, beside it the copy before (\`.spare.json\`). It is written only under the lock, and only where nobody else has written it. To collect everything again that 1Password still has, rather use \`BACKFILL_FROM\` than delete it.`;

const deadLettersText = `What cannot become a whole row is kept in \`dead-letters/<account>/<stream>/<yyyy>/<MM>/<dd>/<runId>.ndjson\` in the same container, as it came: an item that is no object, has no \`uuid\` or no readable \`timestamp\`, a field above ${number(limits.fieldBytes)} bytes, a row above ${number(limits.rowBytes)} bytes, a row that Azure Monitor refuses. The table has a row for each of them with what could be read, and a mark that names the dead letter. If the dead letter cannot be written, the position is not saved.

\`\`\`text
npm run deadletters -- list
npm run deadletters -- resend
\`\`\``;

function logsText({ maxTelemetryItemsPerSecond }: TelemetrySampling): string {
  return `A run that found nothing writes a handful of lines. Each is a sentence and a JSON object with the figures of the health row, so that \`AppTraces\` can be searched by them. No line, row, dead letter or message holds a key: whatever has the form of one is taken out before anything is written. A run in which a stream failed fails in the eyes of the platform too:

\`\`\`kql
AppExceptions
| where OperationName == "PollEvents"
| project TimeGenerated, OuterMessage
\`\`\`

\`host.json\` keeps this small: the platform's own lines from warnings on, the connector's from \`LOG_LEVEL\` on, together about ${maxTelemetryItemsPerSecond} items a second and the rest as a sample. Runs and failures are always kept.`;
}

const metricsText = `Where \`APPLICATIONINSIGHTS_CONNECTION_STRING\` is set, as the deployment does, a run ends with one call that gives Application Insights the numbers of its health row, for charts and alerts in Azure Monitor. Every metric can be split by \`account\` and \`stream\`; a stream that the key does not grant has none, nor has what there is nothing to measure of. The call is made once, with the managed identity, when the row is sent and the lock is free; it takes ${limits.metricsMs / second} s at most and never more than the run has left. Where it fails, a warning in the log says so, and nothing else changes.`;

const metricsQuery = `In the workspace they are in \`AppMetrics\`, beside those of the platform; \`OperationId\` is the id of the run. What collection lags behind, and what it had to wait for:

\`\`\`kql
AppMetrics
| where OperationName == "PollEvents" and Name in ("lag_seconds", "api_throttled_seconds", "ingest_throttled_seconds")
| extend Stream = tostring(Properties.stream), Statistic = tostring(Properties.statistic)
| where Statistic in ("", "p95")
| summarize Seconds = max(Max) by Name, Stream, bin(TimeGenerated, 15m)
\`\`\``;

const machineText = `[The simulator](simulator.md) stands in for 1Password and Azure Monitor, Azurite for the storage account:

\`\`\`text
npx azurite-blob --inMemoryPersistence --skipApiVersionCheck
npm run simulator -- --rows rows.ndjson
\`\`\`

The simulator prints the settings to copy. With them,

\`\`\`text
$ npm run connector -- --once
info: auditevents: ok (caught-up)
info: itemusages: ok (caught-up)
info: signinattempts: ok (caught-up)
info: Run ok.
{"outcome":"ok","streams":{"auditevents":{"state":"ok", … },"health":{"rows":1},"diagnosis":null,"durationMs":236}
$ npm run kql -- 'OnePasswordEventLogs_CL | summarize count() by log_source' --data rows.ndjson
\`\`\`

The last line is the summary, one JSON document; the lines above it go to standard error, and only where a person looks. It exits with 0 when every stream is at its end or has saved its progress, else with 1.`;

function metrics(): string {
  return markdownTable(
    ['metric', 'in the health row', 'split by, too'],
    Object.entries(metricWords).map(([name, [source, by]]) => [codeCell(name), prose(source), prose(by)]),
  );
}

function reasons(): string {
  return markdownTable(
    ['state', 'reason', 'meaning'],
    Object.entries(reasonWords).map(([reason, [state, meaning]]) => [
      codeCell(state),
      codeCell(reason),
      cell(meaning),
    ]),
  );
}

function diagnoses(messages: ReadonlyMap<string, string>): string {
  return markdownTable(
    ['code', 'when', 'message'],
    Object.entries(causes).map(([code, cause]) => {
      const message = messages.get(code);
      if (message === undefined) throw new TypeError(`no run ended with ${code}`);
      return [codeCell(code), prose(cause), cell(message)];
    }),
  );
}

function meanings(title: string, words: Readonly<Record<string, string>>): string {
  return markdownTable(
    [title, 'meaning'],
    Object.entries(words).map(([name, meaning]) => [codeCell(name), prose(meaning)]),
  );
}

/** JSON as the formatter lays it out: short lists of texts on one line. */
function block(value: object): string {
  const text = JSON.stringify(value, null, 2).replace(
    /\[\n\s+("[^"\n]*"(?:,\n\s+"[^"\n]*")*)\n\s+\]/g,
    (_, items: string) => `[${items.replace(/,\n\s+/g, ', ')}]`,
  );
  return `\`\`\`json\n${text}\n\`\`\``;
}

/** Thousands apart, as the other pages write them. */
function number(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
