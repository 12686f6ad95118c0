/** Tries mutants against the scenarios of their rule until one fails. */
import { bindQuery, namesByNumber, workspaceGlobals } from '../../kql/bind.ts';
import { languageService } from '../../kql/language-service.ts';
import { KqlError } from '../../kql/plan/kql-error.ts';
import type { SyntaxNode } from '../../kql/plan/syntax.ts';
import { readTree } from '../../kql/plan/syntax-tree.ts';
import { prepareRule, type PreparedRule } from '../../scenarios/prepare.ts';
import { runScenario } from '../../scenarios/run-scenario.ts';
import { variants, type Scenario } from '../../scenarios/scenario.ts';
import type { RuleSuite, SuiteFrame } from '../../scenarios/suite.ts';
import type { Mutant } from './mutant.ts';

/** How it went: `unbound` mutants are no queries, and nobody could ship them. */
export type Verdict = 'killed' | 'survived' | 'unbound';

export interface Judgement {
  readonly verdict: Verdict;
  /** The scenario that failed. */
  readonly by?: string;
}

/** The bound tree of a query, with places in its text. */
export function boundTree(query: string, { workspace }: SuiteFrame, cacheFolder: string): SyntaxNode {
  const { Symbols, Syntax } = languageService(cacheFolder);
  const { root } = bindQuery(query, workspaceGlobals(workspace.schema, cacheFolder), cacheFolder);
  const names = { kinds: namesByNumber(Syntax.SyntaxKind), symbolKinds: namesByNumber(Symbols.SymbolKind) };
  return readTree(root, query, names);
}

/**
 * Variants differ in log_source alone, and never in which rows are of health: a fault elsewhere shows in
 * one of them as in all.
 */
const firstVariant = variants.slice(0, 1);

/** Tries the mutants of one rule; scenarios that killed before come first. */
export class Trial {
  readonly #suite: RuleSuite;
  readonly #frame: SuiteFrame;
  readonly #kills = new Map<Scenario, number>();

  constructor(suite: RuleSuite, frame: SuiteFrame) {
    this.#suite = suite;
    this.#frame = frame;
  }

  judge({ query, was }: Pick<Mutant, 'query' | 'was'>): Judgement {
    const { rule, scenarios } = this.#suite;
    const prepared = prepareRule(rule.value, query, this.#frame.workspace);
    if (!isBound(prepared)) return { verdict: 'unbound' };
    const kills = (scenario: Scenario): number => this.#kills.get(scenario) ?? 0;
    // A query that lacks something is bound anew, which costs more than many runs.
    const ordered = scenarios.toSorted((a, b) => a.lacks.length - b.lacks.length || kills(b) - kills(a));
    for (const variant of was.includes('log_source') ? variants : firstVariant) {
      const killer = ordered.find((scenario) => hasFailed(prepared, scenario, variant));
      if (!killer) continue;
      this.#kills.set(killer, kills(killer) + 1);
      return { verdict: 'killed', by: killer.name };
    }
    return { verdict: 'survived' };
  }
}

function isBound(prepared: PreparedRule): boolean {
  return succeeds(() => prepared.query({ constants: {}, lacks: [] }));
}

/** A query that the engine refuses to run has failed too. */
function hasFailed(prepared: PreparedRule, scenario: Scenario, variant: (typeof variants)[number]): boolean {
  let failures = 0;
  const isRun = succeeds(() => {
    failures = runScenario(prepared, scenario, variant).failures.length;
  });
  return !isRun || failures > 0;
}

function succeeds(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (error instanceof KqlError) return false;
    throw error;
  }
}
