/** Status for people. */
import { createColors } from 'picocolors';
import { agoText, durationText } from './moment.ts';
import { isInstalled, type StatusFacts } from './status-facts.ts';

export interface Shown {
  /** ms */
  readonly now: number;
  readonly hasColors: boolean;
}

/** Days before the end of a key from which on it is named in colour (docs/connector.md). */
const soon = 14;

export async function statusText(facts: StatusFacts, shown: Shown): Promise<string> {
  const { target } = facts;
  const head = `1Password for Microsoft Sentinel, workspace ${target.workspace} in ${target.resourceGroup}`;
  if (!isInstalled(facts))
    return `${head}\n\nNothing of the solution is here. Install it with npm run deploy.`;
  // Loaded here: other commands draw no tables.
  const { default: Table } = await import('cli-table3');
  const drawn = (headings: readonly string[], rows: readonly (readonly string[])[]): string => {
    const table = new Table({ head: [...headings], ...plain });
    for (const row of rows) table.push([...row]);
    return table
      .toString()
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n');
  };
  const lines = overview(facts, shown);
  const width = Math.max(...lines.map(([name]) => name.length));
  return [
    head,
    lines.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n'),
    drawn(
      ['Stream', 'State', 'Last run', 'Last row', 'Newest event', 'Rows in a day', 'Lag'],
      streamRows(facts, shown),
    ),
    ...messagesOf(facts),
    rulesText(facts, shown, drawn),
  ].join('\n\n');
}

/** Every line of a table that cli-table3 could draw. */
const tableLines =
  'top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right left left-mid mid mid-mid right right-mid';

/** Columns alone, so that the text can be read without colours and copied. */
const plain = {
  chars: { ...Object.fromEntries(tableLines.split(' ').map((name) => [name, ''])), middle: '  ' },
  style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
};

function overview(facts: StatusFacts, { now, hasColors }: Shown): readonly (readonly [string, string])[] {
  const { green, red, yellow } = createColors(hasColors);
  const { content, deployment, connectors, lastRun, watchlist } = facts;
  const isCurrent = content.installed === content.bundle;
  const solution =
    content.installed === null
      ? yellow('not installed')
      : `${content.installed}${isCurrent ? '' : yellow(` (here: ${content.bundle}; see npm run update)`)}`;
  const outcome = lastRun?.outcome === 'ok' ? green('ok') : red(lastRun?.outcome ?? '');
  return [
    ['Solution', solution],
    [
      'Deployment',
      deployment ? `${deployment.name} ${deployment.state}, ${agoText(deployment.at, now)}` : '-',
    ],
    ...connectors.map(({ app, installation }): readonly [string, string] => [
      'Function app',
      app
        ? `${app.name} ${app.state === 'Running' ? green(app.state) : red(app.state)} in ${app.location}, reads ${app.apiEndpoint ?? '-'}`
        : red(`of ${installation} is gone`),
    ]),
    ...(connectors.length === 0
      ? [['Function app', yellow('none: the content is installed alone')] as const]
      : []),
    [
      'Last run',
      lastRun
        ? `${outcome}, ${agoText(lastRun.at, now)}, version ${lastRun.version}`
        : yellow('none within a day'),
    ],
    ['API key', keyText(facts, yellow)],
    ['Watchlist', watchlist ? `${watchlist.alias}: ${entries(watchlist.entries)}` : yellow('not there')],
  ];
}

function keyText({ lastRun }: StatusFacts, warn: (text: string) => string): string {
  if (!lastRun) return '-';
  // As health rows say it, whatever the reason (functions/src/core/health-row.ts).
  if (lastRun.category === 'credentials_failed') return warn('not let in');
  const days = lastRun.tokenExpiresInDays;
  if (days === null) return 'names no end';
  if (days < 0) return warn('expired');
  const text = `ends in ${durationText(days * 86_400 || 1)}`;
  return days < soon ? warn(text) : text;
}

function streamRows({ streams }: StatusFacts, { now, hasColors }: Shown): readonly (readonly string[])[] {
  const { green, red, yellow } = createColors(hasColors);
  return streams.map((stream) => {
    const { state, reason } = stream;
    const paint = state === 'ok' ? green : state === 'missing-feature' ? yellow : red;
    return [
      stream.stream,
      state === null ? '-' : paint(reason === null ? state : `${state} (${reason})`),
      agoText(stream.lastRun, now),
      agoText(stream.lastRow, now),
      agoText(stream.lastEvent, now),
      String(stream.rowsInDay),
      stream.lagSeconds === null ? '-' : durationText(stream.lagSeconds),
    ];
  });
}

/** What the connector says where something is wrong. */
function messagesOf({ lastRun, streams }: StatusFacts): readonly string[] {
  const own = lastRun?.diagnosis ? [`${lastRun.diagnosis.code}: ${lastRun.diagnosis.message}`] : [];
  const texts = streams
    .filter(({ state, message }) => state !== 'ok' && message !== null && message !== '')
    .map(({ stream, message }) => `${stream}: ${message ?? ''}`);
  return own.length + texts.length === 0 ? [] : [[...own, ...texts].join('\n')];
}

function rulesText(
  { rules }: StatusFacts,
  { now, hasColors }: Shown,
  drawn: (headings: readonly string[], rows: readonly (readonly string[])[]) => string,
): string {
  const { green, red, yellow } = createColors(hasColors);
  const enabled = rules.active.filter(({ isEnabled }) => isEnabled).length;
  const line = `${enabled} of ${rules.available} rules are enabled.`;
  if (rules.active.length === 0) return line;
  const rows = rules.active.map((rule) => [
    rule.name,
    rule.isAutoDisabled
      ? red('switched off by Azure')
      : rule.isEnabled
        ? green('enabled')
        : yellow('disabled'),
    `${rule.version ?? '-'}${rule.newVersion === null ? '' : yellow(` (new: ${rule.newVersion})`)}`,
    agoText(rule.lastAlert, now),
    String(rule.alertsIn30Days),
  ]);
  return `${line}\n\n${drawn(['Rule', 'State', 'Version', 'Last alert', 'Alerts in 30 days'], rows)}`;
}

function entries(count: number): string {
  if (count === 0) return 'no entries of yours';
  return count === 1 ? '1 entry' : `${count} entries`;
}
