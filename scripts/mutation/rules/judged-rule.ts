import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { findingsOf, runSuite } from '../../scenarios/run-suite.ts';
import type { RuleSuite, SuiteFrame } from '../../scenarios/suite.ts';
import { hasText, mutantsOf, type Mutant } from './mutant.ts';
import { boundTree, Trial, type Judgement } from './trial.ts';

export interface JudgedMutant extends Judgement {
  readonly mutant: Mutant;
}

/** The mutants of a rule, and how they went. */
export interface JudgedRule {
  readonly name: string;
  readonly mutants: readonly JudgedMutant[];
  /** What is wrong with the rule as it is: then none were tried. */
  readonly findings: readonly Diagnostic[];
}

export interface MutantChoice {
  readonly cacheFolder: string;
  /** Only mutants in whose lines this stands. */
  readonly text: string;
}

export function ruleMutants(
  { rule, composed }: RuleSuite,
  frame: SuiteFrame,
  { cacheFolder, text }: MutantChoice,
): readonly Mutant[] {
  const mutants = mutantsOf(rule, composed, boundTree(composed.text, frame, cacheFolder));
  return mutants.filter((mutant) => hasText(mutant, text));
}

/** Tries the mutants of a rule that passes all of its scenarios. */
export function judgeRule(suite: RuleSuite, frame: SuiteFrame, choice: MutantChoice): JudgedRule {
  const { name } = suite;
  const trial = new Trial(suite, frame);
  if (!suite.prepared || trial.judge({ query: suite.composed.text, was: '' }).verdict !== 'survived') {
    return brokenRule(suite);
  }
  const mutants = ruleMutants(suite, frame, choice).map((mutant) => ({ mutant, ...trial.judge(mutant) }));
  return { name, mutants, findings: [] };
}

/** A rule that fails as it is, with what is wrong. */
export function brokenRule(suite: RuleSuite): JudgedRule {
  return { name: suite.name, mutants: [], findings: findingsOf(runSuite(suite)) };
}
