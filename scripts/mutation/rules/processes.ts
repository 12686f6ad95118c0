/** Rules shared among processes of this same command: they have nothing to do with one another. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { RuleSuite, SuiteFrame } from '../../scenarios/suite.ts';
import { brokenRule, ruleMutants, type JudgedRule, type MutantChoice } from './judged-rule.ts';
import type { Mutant } from './mutant.ts';
import type { Judgement } from './trial.ts';

interface Answer {
  readonly rules: readonly { readonly rule: string; readonly mutants: readonly Judgement[] }[];
}

export interface Sharing extends MutantChoice {
  readonly root: string;
  readonly count: number;
}

/** Longer than any run; where a process never ends, its rules are missed by name. */
const longestOutput = 2 ** 28;

export async function judgeInProcesses(
  suites: readonly (() => RuleSuite)[],
  frame: SuiteFrame,
  sharing: Sharing,
): Promise<readonly JudgedRule[]> {
  const { root, text, count } = sharing;
  const loaded = suites.map((suite) => suite());
  const rules = loaded.map((suite) => ({
    suite,
    name: suite.name,
    mutants: ruleMutants(suite, frame, sharing),
    work: suite.composed.text.length * suite.scenarios.length,
  }));
  // Dealt out by size, so that all end at about the same time.
  const ordered = rules.toSorted((a, b) => b.work - a.work);
  const shares = Array.from({ length: Math.min(count, rules.length) }, (_, share) =>
    ordered.filter((__, index) => index % count === share).map(({ name }) => name),
  );
  const answers = await Promise.all(shares.map((names) => ask(names, root, text)));
  const judgements = new Map(
    answers.flatMap((answer) => answer.rules.map(({ rule, mutants }) => [rule, mutants] as const)),
  );
  return rules.map(({ suite, name, mutants }) => {
    const said = judgements.get(name);
    if (!said) throw new TypeError(`nothing was said about ${name}`);
    if (said.length !== mutants.length) return brokenRule(suite);
    const judged = said.map(({ verdict, by }, index) => {
      const mutant = mutants[index] as Mutant;
      return { mutant, verdict, ...(by !== undefined && { by }) };
    });
    return { name, mutants: judged, findings: [] };
  });
}

async function ask(names: readonly string[], root: string, text: string): Promise<Answer> {
  const [program = ''] = process.argv.slice(1);
  const options = ['--rule', names.join(','), '--root', root, '--change', text, '--processes', '1', '--json'];
  const stdout = await output(program, ['mutate:rules', ...options]);
  return JSON.parse(stdout) as Answer;
}

/** What the command prints, whatever its exit code says about what it found. */
async function output(program: string, options: readonly string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...options], {
      maxBuffer: longestOutput,
    });
    return stdout;
  } catch (error) {
    const { stdout, code } = error as { readonly stdout?: string; readonly code?: unknown };
    if (code === 1 && stdout) return stdout;
    throw error;
  }
}
