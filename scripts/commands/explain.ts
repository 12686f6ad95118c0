import { suggest } from '../diagnostics/nearest.ts';
import { registry, type Code } from '../diagnostics/registry.ts';
import { groupOf } from '../documentation/checks-page.ts';
import { reasons } from '../documentation/reasons.ts';
import { readSource } from '../load/source.ts';
import { parseYaml, type YamlDocument } from '../load/yaml.ts';
import { codePageAddress, codePagePath } from '../report/code-page.ts';
import { generalText } from '../report/general-text.ts';
import { whyFixed } from '../severity/fixed-codes.ts';
import { readSeverities, severitiesFile, type Severities } from '../severity/severities.ts';
import type { Command } from './command.ts';

/** What a finding means: for those who have only its code, in a log or on a page. */
export const explain: Command = {
  name: 'explain',
  summary: 'Tell what a finding means, why it is looked for and what to do; without a code, list all.',
  options: {},
  positionals: [{ name: 'code', describe: 'Code of a finding, such as kql-binding', isRequired: false }],
  examples: [
    ['kql-join-kind', 'About one finding'],
    ['', 'All codes in groups'],
  ],
  async run(values, output) {
    const facts = readFacts(String(values['root']));
    const isJson = values['json'] === true;
    const { code } = values;
    if (code === undefined) {
      const all = codes.map((known) => describe(known, facts));
      output.out(isJson ? toJson({ codes: all }) : toList(all));
      return 0;
    }
    const known = codes.find((one) => one === code);
    if (!known) {
      const similar = suggest(String(code), codes);
      output.err(`explain: there is no finding "${String(code)}".${similar}\nAll codes: npm run explain`);
      return 2;
    }
    const explanation = describe(known, facts);
    output.out(isJson ? toJson({ ...explanation }) : toText(explanation));
    return 0;
  },
};

const codes = Object.keys(registry) as readonly Code[];

interface Facts {
  readonly severities: Severities;
  readonly repository: string | undefined;
}

interface Explanation {
  readonly code: Code;
  readonly group: string;
  /** As it is without `solution/diagnostics.yaml`. */
  readonly severity: string;
  readonly message: string;
  readonly why: string;
  readonly remedy: string;
  /** What the solution makes of it. */
  readonly here?: { readonly severity: string; readonly reason: string };
  /** Why its severity cannot be lowered. */
  readonly fixed?: string;
  readonly page: string;
}

function ignore(): void {}

/** What the solution says about findings; what cannot be read says nothing. */
function readFacts(root: string): Facts {
  const read = (path: string): YamlDocument | undefined => {
    const source = readSource(root, path, '', ignore);
    return source && parseYaml(source, ignore);
  };
  const solution = read('solution/solution.yaml')?.value as
    { readonly repository?: unknown } | null | undefined;
  const repository = solution?.repository;
  return {
    severities: readSeverities(read(severitiesFile), ignore),
    repository: typeof repository === 'string' ? repository : undefined,
  };
}

function describe(code: Code, { severities, repository }: Facts): Explanation {
  const { message, remedy } = generalText(registry[code]);
  const { title = 'Other findings', about = '' } = groupOf(code) ?? {};
  const here = severities.get(code);
  const fixed = whyFixed(code);
  return {
    code,
    group: title,
    severity: registry[code].severity,
    message,
    why: (reasons[code] ?? about).replaceAll('`', ''),
    remedy,
    ...(here && { here: { severity: here.severity, reason: here.reason } }),
    ...(fixed !== undefined && { fixed }),
    page: repository === undefined ? codePagePath(code) : codePageAddress(repository, code),
  };
}

function toText({ code, severity, message, why, remedy, here, fixed, page }: Explanation): string {
  const change = fixed === undefined ? `can be changed in ${severitiesFile}` : `stays so: ${fixed}`;
  const rows = [
    ['what', message],
    ['why', why],
    ['do', remedy],
    ['severity', `${severity}; ${change}`],
    ['here', here ? `${here.severity}: ${here.reason}` : ''],
    ['more', page],
  ] as const;
  const lines = rows.filter(([, text]) => text !== '').map(([name, text]) => `  ${name.padEnd(9)} ${text}`);
  return [code, ...lines].join('\n');
}

function toList(all: readonly Explanation[]): string {
  const width = Math.max(...all.map(({ code }) => code.length));
  const groups = [...new Set(all.map(({ group }) => group))];
  const sections = groups.map((group) => {
    const lines = all
      .filter((one) => one.group === group)
      .map(({ code, severity, here, message }) => {
        const shown = (here?.severity ?? severity).padEnd('warning'.length);
        return `  ${code.padEnd(width)}  ${shown}  ${message}`;
      });
    return [group, ...lines].join('\n');
  });
  return `${sections.join('\n\n')}\n\nMore about one: npm run explain -- CODE`;
}

function toJson(result: object): string {
  return JSON.stringify({ schemaVersion: 1, command: explain.name, ...result }, null, 2);
}
