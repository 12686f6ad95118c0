/** The table: there, and rows arrive in it. */
import { redactPatterns } from '../../../functions/src/core/redaction.ts';
import { apiVersions } from '../azure/api-versions.ts';
import { workspaceId } from '../azure/resource-id.ts';
import { during } from '../outcome/step.ts';
import { agoText } from '../status/moment.ts';
import { lastFailureQuery } from '../status/queries.ts';
import { readDeployment } from '../status/status-facts.ts';
import { askWorkspace, readStreamRuns, type StreamRun } from '../status/workspace-rows.ts';
import { tableName } from './check-rule.ts';
import { broken, ok, skipped, type Finding } from './finding.ts';
import { isFresh, type Patient } from './patient.ts';

export async function checkTable(patient: Patient): Promise<Finding> {
  const { azure, target, app, rows, lastRun, now } = patient;
  const id = `${workspaceId(target)}/tables/${tableName}`;
  const table = await during('read the table', () => azure.get(id, apiVersions.tables));
  if (!table) {
    return broken(
      'table',
      `The table ${tableName} is not there.`,
      'Deploy again with npm run deploy and the same answers.',
    );
  }
  if (!isFresh(patient)) return silence(patient);
  const runs = await during('query the workspace', () => readStreamRuns(azure, target));
  const refused = runs.filter(({ state }) => state !== 'ok' && state !== 'missing-feature');
  if (refused.length > 0 && refused.length === runs.length) return refusedStreams(refused);
  const notes = refused.map(({ stream, state, message }) => `${stream}: ${state}. ${message}`);
  const events = (rows ?? []).filter(({ kind }) => kind !== 'healthevents');
  if (events.length > 0) {
    const newest = events
      .map(({ lastRow }) => lastRow)
      .toSorted()
      .at(-1);
    return ok(
      'table',
      `Rows arrive: the newest event ${agoText(newest, now)}, the newest health row ${agoText(lastRun?.at, now)}.`,
      notes,
    );
  }
  return ok(
    'table',
    `Health rows arrive, the newest ${agoText(lastRun?.at, now)}; no event has arrived in 30 days.`,
    [
      ...notes,
      `Nothing is wrong as far as can be seen${app ? '' : ' here'}: nothing happened in 1Password since the connector began. Sign in to 1Password, and look again in ten minutes.`,
    ],
  );
}

function refusedStreams(refused: readonly StreamRun[]): Finding {
  const messages = [...new Set(refused.map(({ message }) => message).filter((text) => text !== ''))];
  const names = refused.map(({ stream, state }) => `${stream} (${state})`).join(', ');
  return broken(
    'table',
    `The connector runs, but collects nothing: ${names}. ${messages.join(' ')}`.trim(),
    'Nothing is lost: every run goes on from its saved position. Where it lasts, follow the message.',
  );
}

/** How long new roles may need, and with them the first rows (ms). */
const beginning = 30 * 60_000;

/** No health row of late: the app does not run, or cannot send. Its own log may tell. */
async function silence(patient: Patient): Promise<Finding> {
  const { azure, target, app, lastRun, now } = patient;
  const since = lastRun ? `since ${agoText(lastRun.at, now)}` : 'within the last day';
  const [failure] = app
    ? ((await during('query the log of the function app', () =>
        askWorkspace(azure, target, lastFailureQuery(app.name)),
      )) ?? [])
    : [];
  const own = failure
    ? ` The function app failed ${agoText(String(failure['TimeGenerated']), now)} with: ${redactPatterns(String(failure['OuterMessage']))}`
    : '';
  const deployment = await during('read the last deployment', () => readDeployment(azure, target));
  if (deployment?.at && now - Date.parse(deployment.at) < beginning) {
    return skipped(
      'table',
      `No health row has arrived ${since}, but the connector was deployed ${agoText(deployment.at, now)}: the first rows may take 30 minutes. Look again then.${own}`,
    );
  }
  if (own !== '') return broken('table', `No health row has arrived ${since}.${own}`, 'Follow the message.');
  return broken(
    'table',
    `No health row has arrived ${since}, though everything before the table looks right.`,
    'Restart the function app, and read its last failure in Application Insights.',
  );
}
