import { themes } from '../preview/theme.ts';

type Shade = keyof typeof themes;

/** Colours of severities that stand out from both shades of the page by 3:1. */
const severityColors: Readonly<Record<Shade, readonly [string, string, string, string]>> = {
  light: ['#c4314b', '#b86a00', '#2f7ed8', '#6b6966'],
  dark: ['#f1707b', '#f0a056', '#6cb2f5', '#a8a5a2'],
};

function variables(shade: Shade): string {
  const { page, card, border, text, muted, accent } = themes[shade];
  const [high, medium, low, informational] = severityColors[shade];
  return `--page:${page};--card:${card};--border:${border};--text:${text};--muted:${muted};--accent:${accent};--high:${high};--medium:${medium};--low:${low};--informational:${informational}`;
}

export const pageStyle = `
:root{${variables('light')}}
@media (prefers-color-scheme: dark){:root{${variables('dark')}}}
body{margin:0 auto;padding:24px;max-width:1160px;background:var(--page);color:var(--text);font:15px/1.5 system-ui,sans-serif}
h1{font-size:24px;margin:0}h2{font-size:18px;margin:0 0 4px}h3{font-size:15px;margin:16px 0 4px}
section{background:var(--card);border:1px solid var(--border);border-radius:8px;padding:16px 20px;margin:16px 0}
a{color:var(--accent)}p{margin:4px 0}.note,small,time{color:var(--muted)}
table{border-collapse:collapse;width:100%;font-size:14px}.small{width:auto;min-width:320px}
th,td{padding:3px 10px;border-bottom:1px solid var(--border);text-align:right}th:first-child,.text{text-align:left}th{font-weight:600}th[scope=row]{font-weight:400;min-width:180px}.rules th[scope=row]{min-width:270px}.text{overflow-wrap:anywhere;min-width:230px}.none{color:var(--muted)}
.wide{overflow-x:auto}svg{width:100%;height:auto;margin:8px 0}svg line{stroke:var(--border)}svg text{fill:var(--muted);font-size:12px}
rect.High{fill:var(--high)}rect.Medium{fill:var(--medium)}rect.Low{fill:var(--low)}rect.Informational{fill:var(--informational)}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:4px 16px;padding:0;margin:8px 0 0}.key{display:inline-block;width:12px;height:12px;border-radius:2px;margin-right:6px}
.key.High{background:var(--high)}.key.Medium{background:var(--medium)}.key.Low{background:var(--low)}.key.Informational{background:var(--informational)}
.samples{padding-left:20px}.samples li{margin:6px 0}h1,h2,li,p,.small th{overflow-wrap:anywhere}.tag{font-weight:600}
.tag.High{color:var(--high)}.tag.Medium{color:var(--medium)}.tag.Low{color:var(--low)}.tag.Informational{color:var(--informational)}
`;
