/** A backtest as one HTML page that needs nothing from elsewhere; light or dark as the reader's system is. */
import { escapeXml } from '../report/xml.ts';
import { pageStyle } from './page-style.ts';
import type { BacktestReport } from './report.ts';
import { severitiesFromTop, type DayCount, type RuleReport } from './rule-report.ts';
import { count } from './terminal.ts';

export function htmlPage(report: BacktestReport): string {
  const { rules, totals, events, from = '', to = '', remarks } = report;
  const loud = rules.filter(({ alerts }) => alerts > 0);
  const most = Math.max(1, ...loud.flatMap(({ days }) => days.map(({ alerts }) => alerts)));
  const title = `Backtest: ${count(totals.alerts, 'alert')}, ${count(totals.incidents, 'incident')}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeXml(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<header>
<h1>${escapeXml(title)}</h1>
<p>${events === 0 ? 'No events were found: there is nothing to show.' : `${count(events, 'event')}, ${shortTime(from)} to ${shortTime(to)} UTC, ${count(rules.length, 'rule')}`}</p>
${rules.length > 0 ? legend : ''}
</header>
<main>
${rules.length > 0 ? overview(rules) : ''}
${loud.map((rule) => section(rule, most)).join('\n')}
${remarks.length > 0 ? `<section><h2>Remarks</h2>${list(remarks)}</section>` : ''}
</main>
</body>
</html>
`;
}

const legend = `<ul class="legend">${severitiesFromTop.map((severity) => `<li><span class="key ${severity}"></span>${severity}</li>`).join('')}</ul>`;

function overview(rules: BacktestReport['rules']): string {
  const rows = rules.map((rule) => {
    const name = escapeXml(rule.rule);
    const first = rule.alerts > 0 ? `<a href="#${name}">${name}</a>` : name;
    const cells = severitiesFromTop.map((severity) => cell(rule.severities[severity] ?? 0)).join('');
    const actor = rule.actors[0];
    const noisiest = rule.error ?? (actor ? `${actor.actor} (${actor.alerts.toLocaleString('en-US')})` : '');
    return `<tr><th scope="row">${first}</th>${cell(rule.alerts)}${cell(rule.incidents)}${cells}<td class="text">${escapeXml(noisiest)}</td></tr>`;
  });
  const heads = ['Alerts', 'Incidents', ...severitiesFromTop]
    .map((head) => `<th scope="col">${head}</th>`)
    .join('');
  return `<section><h2>Rules</h2><div class="wide"><table class="rules"><thead><tr><th scope="col">Rule</th>${heads}<th scope="col" class="text">Most often</th></tr></thead><tbody>${rows.join('')}</tbody></table></div></section>`;
}

/** A number that is 0 stands back. */
function cell(number: number): string {
  return number === 0 ? '<td class="none">0</td>' : `<td>${number.toLocaleString('en-US')}</td>`;
}

function section(rule: RuleReport, most: number): string {
  const { rule: name, title, alerts, incidents, days, actors, samples, hints, warmUntil } = rule;
  const people = actors.map(
    ({ actor, alerts: own }) => `<tr><th scope="row">${escapeXml(actor)}</th>${cell(own)}</tr>`,
  );
  const examples = samples.map(
    ({ time, severity, title: text, description, entities }) =>
      `<li><span class="tag ${severity}">${severity}</span> <time>${shortTime(time)}</time> <strong>${escapeXml(text)}</strong><br>${escapeXml(description)}${entities.length > 0 ? `<br><small>${escapeXml(entities.join(' | '))}</small>` : ''}</li>`,
  );
  return `<section id="${escapeXml(name)}">
<h2>${escapeXml(title)}</h2>
<p>${count(alerts, 'alert')}, ${count(incidents, 'incident')}</p>
${chart(rule, most)}
${dayTable(days)}
${people.length > 0 ? `<h3>Most often</h3><table class="small"><thead><tr><th scope="col">Who</th><th scope="col">Alerts</th></tr></thead><tbody>${people.join('')}</tbody></table>` : ''}
<h3>Sample alerts</h3><ul class="samples">${examples.join('')}</ul>
${hints.length > 0 ? `<h3>Hints</h3>${list(hints)}` : ''}
${warmUntil === undefined ? '' : `<p class="note">Looks back to before the first event until ${shortTime(warmUntil)}: alerts up to then may differ.</p>`}
</section>`;
}

const width = 900;
const height = 120;
const foot = 18;
const head = 16;
/** Bars of a short span would look like a wall. */
const widestBar = 48;

/** A bar for each day, severities stacked, with the highest at the bottom; all rules have one scale. */
function chart({ title, days }: RuleReport, most: number): string {
  const step = width / Math.max(1, days.length);
  const room = height - foot;
  const wide = Math.min(widestBar, Math.max(1, step - 2));
  const bars = days.flatMap(({ day, severities }, i) => {
    let top = room;
    return severitiesFromTop.flatMap((severity) => {
      const own = severities[severity] ?? 0;
      if (own === 0) return [];
      const high = Math.max(2, (own / most) * (room - head));
      top -= high;
      const box = `x="${(i * step + (step - wide) / 2).toFixed(1)}" y="${top.toFixed(1)}" width="${wide.toFixed(1)}" height="${high.toFixed(1)}"`;
      return [`<rect class="${severity}" ${box}><title>${day}: ${own} ${severity}</title></rect>`];
    });
  });
  const [first, last] = [days[0]?.day ?? '', days.at(-1)?.day ?? ''];
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(`Alerts by day: ${title}`)}">
<line x1="0" y1="${head}" x2="${width}" y2="${head}" stroke-dasharray="2 4"></line>
<text x="0" y="${head - 4}">${count(most, 'alert')} a day</text>
<line x1="0" y1="${room}" x2="${width}" y2="${room}"></line>
${bars.join('\n')}
<text x="0" y="${height - 3}">${first}</text><text x="${width}" y="${height - 3}" text-anchor="end">${last}</text>
</svg>`;
}

/** The figures of the chart for those who do not see it. */
function dayTable(days: readonly DayCount[]): string {
  const rows = days
    .filter(({ alerts }) => alerts > 0)
    .map(({ day, alerts, severities }) => {
      const cells = severitiesFromTop.map((severity) => cell(severities[severity] ?? 0)).join('');
      return `<tr><th scope="row">${day}</th><td>${alerts}</td>${cells}</tr>`;
    });
  const heads = ['Alerts', ...severitiesFromTop].map((head) => `<th scope="col">${head}</th>`).join('');
  return `<details><summary>Days with alerts as a table</summary><table class="small"><thead><tr><th scope="col">Day</th>${heads}</tr></thead><tbody>${rows.join('')}</tbody></table></details>`;
}

function list(texts: readonly string[]): string {
  return `<ul>${texts.map((text) => `<li>${escapeXml(text)}</li>`).join('')}</ul>`;
}

function shortTime(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
