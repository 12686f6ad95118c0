/**
 * Every file below docs/ that is made and not written: the pages and the wizard's pictures. In: the definitions,
 * what the binder says about their queries, the notes, and the samples of findings. Out: texts by
 * their paths. Reads and writes nothing.
 */
import { compileWizard } from '../compile/wizard/ui-definition.ts';
import type { Command } from '../commands/command.ts';
import { contributionChecks } from '../contribution/checks.ts';
import type { CodeDefinition } from '../diagnostics/code.ts';
import { registry, type Code } from '../diagnostics/registry.ts';
import type { Binder } from '../kql/analyze.ts';
import { compose } from '../kql/compose.ts';
import type { Fragment } from '../kql/fragment.ts';
import { workspaceSchema } from '../kql/workspace-schema.ts';
import type { RuleFile } from '../model/rule.ts';
import type { SolutionFile } from '../model/solution.ts';
import type { TableFile } from '../model/table.ts';
import type { VocabularyFile } from '../model/vocabulary.ts';
import { watchlistColumns } from '../model/watchlist.ts';
import type { Region, WizardFile } from '../model/wizard.ts';
import { whyFixed } from '../severity/fixed-codes.ts';
import { checksPage } from './checks-page.ts';
import { codePage, type CodeSample } from './code-page.ts';
import { commandsPage } from './commands-page.ts';
import type { DocumentedRule } from './documented-rule.ts';
import { kqlPage } from './kql-page.ts';
import { reasons } from './reasons.ts';
import type { RuleNotesFile } from './rule-notes.ts';
import { rulePage } from './rule-page.ts';
import { rulesPage } from './rules-page.ts';
import { tablePage, type TableNotesFile } from './table-page.ts';
import { tuningPage } from './tuning-page.ts';
import { drawWizard } from './wizard-picture.ts';
import { sampleAnswers } from './wizard-scenes.ts';

export interface Notes {
  readonly rules: RuleNotesFile;
  readonly table: TableNotesFile;
}

/** The definitions that pages are made from. */
export interface DocumentedDefinitions {
  readonly solution: SolutionFile;
  readonly table: TableFile;
  readonly vocabulary: VocabularyFile;
  readonly regions: readonly Region[];
  readonly wizard: WizardFile;
  /** By the name of the file, without its ending. */
  readonly rules: ReadonlyMap<string, RuleFile>;
  readonly fragments: ReadonlyMap<string, Fragment>;
}

export interface PagesInput {
  readonly definitions: DocumentedDefinitions;
  readonly commands: readonly Command[];
  readonly bind: Binder;
  readonly notes: Notes;
  /** The sample of a code; undefined where there is none. */
  readonly sampleOf: (code: string) => CodeSample | undefined;
}

export function generatedPages(input: PagesInput): ReadonlyMap<string, string> {
  const { definitions, commands, bind, notes } = input;
  const rules = documentedRules(definitions, bind);
  return new Map([
    ['docs/checks.md', checksPage(contributionChecks)],
    ['docs/commands.md', commandsPage(commands)],
    ['docs/kql.md', kqlPage()],
    ['docs/rules.md', rulesPage(rules, notes.rules)],
    ['docs/tuning.md', tuningPage(rules, [...definitions.fragments.values()])],
    ['docs/table.md', tablePage({ ...definitions, notes: notes.table })],
    ...rules.map((rule) => [`docs/rules/${rule.name}.md`, rulePage(rule, notes.rules)] as const),
    ...codePages(input),
    ...pictures(definitions),
  ]);
}

/** The rules in the order of the package, each with its shipped query and the columns of its result. */
export function documentedRules(
  { solution, table, rules, fragments }: DocumentedDefinitions,
  bind: Binder,
): DocumentedRule[] {
  const schema = workspaceSchema(table, watchlistColumns);
  return solution.rules.map((name) => {
    const rule = rules.get(name);
    if (!rule) throw new TypeError(`there is no rule ${name}`);
    const query = compose(rule.query, fragments).text;
    return { name, rule, query, columns: bind(query, schema).columns };
  });
}

function codePages({ commands, sampleOf }: PagesInput): (readonly [string, string])[] {
  return (Object.entries(registry) as [Code, CodeDefinition][]).map(([code, definition]) => [
    `docs/diagnostics/${code}.md`,
    codePage(
      { code, definition, reason: reasons[code], fixed: whyFixed(code), sample: sampleOf(code) },
      commands,
    ),
  ]);
}

function pictures(definitions: DocumentedDefinitions): (readonly [string, string])[] {
  const { wizard, regions, solution } = definitions;
  const rules = solution.rules.flatMap((name) => definitions.rules.get(name) ?? []);
  const definition = compileWizard({ wizard, regions, solution, rules });
  const draw = (isMismatched: boolean): ReadonlyMap<string, string> =>
    drawWizard(definition, sampleAnswers(regions, { isMismatched }));
  const mismatched = draw(true).get('events');
  return [
    ...[...draw(false)].map(([step, svg]) => [`docs/images/wizard-${step}.svg`, svg] as const),
    ...(mismatched === undefined ? [] : [['docs/images/wizard-wrong-region.svg', mismatched] as const]),
  ];
}
