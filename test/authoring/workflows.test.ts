import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { projectRoot } from '../../scripts/testing/project.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions: unknown;
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

function read(path: string): string {
  return readFileSync(join(projectRoot, path), 'utf8');
}

function filesIn(folder: string, suffix: string): string[] {
  return readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith(suffix));
}

const workflows = filesIn('.github/workflows', '.yml');
const actions = filesIn('.github/actions', 'action.yml');
const scripts = Object.keys(
  (JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> }).scripts,
);

/** The inputs of the action of this repository that a step uses; undefined for any other step. */
function inputsOf({ uses = '' }: Step): readonly string[] | undefined {
  if (!uses.startsWith('./')) return undefined;
  return Object.keys((parse(read(`${uses.slice(2)}/action.yml`)) as Action).inputs);
}

/** What is wrong with a step. */
function faultsOf(step: Step): string[] {
  const { uses = '', run = '' } = step;
  const given = Object.keys(step.with ?? {});
  const unknown = given.filter((name) => inputsOf(step)?.includes(name) === false);
  const named = [...run.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name = '']) => name);
  const keepsToken = uses.startsWith('actions/checkout@') && step.with?.['persist-credentials'] !== false;
  return [
    ...unknown.map((name) => `${uses} has no input ${name}`),
    ...named.filter((name) => !scripts.includes(name)).map((name) => `there is no script ${name}`),
    // What stands in braces is put into the script before the shell reads it: values come as variables.
    ...(run.includes('${{') ? [`${run} holds an expression`] : []),
    ...(keepsToken ? [`${uses} leaves its token behind`] : []),
  ];
}

/** Whether an action is here, or is another's by commit with its version. */
function isPinned(action: string): boolean {
  return action.startsWith('./')
    ? existsSync(join(projectRoot, action, 'action.yml'))
    : /^[\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action);
}

test.each([...workflows, ...actions])(
  '%s uses actions of others by commit, with the version beside it',
  (path) => {
    const uses = [...read(path).matchAll(/uses: (.+)$/gm)].map(([, action = '']) => action);
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((action) => !isPinned(action))).toEqual([]);
  },
);

test.each(workflows)(
  '%s may do nothing that is not granted, ends in time, and runs what is there',
  (path) => {
    const { permissions, concurrency, jobs } = parse(read(path)) as Workflow;
    expect(permissions).toEqual({});
    expect(concurrency).toMatchObject({ 'cancel-in-progress': true });
    for (const job of Object.values(jobs)) {
      const granted = Object.entries(job.permissions ?? { none: 'granted' });
      const allowed = ['contents: read', 'security-events: write'];
      expect(allowed).toEqual(expect.arrayContaining(granted.map((pair) => pair.join(': '))));
      expect(job['timeout-minutes']).toBeLessThanOrEqual(30);
      expect(job.steps.flatMap(faultsOf)).toEqual([]);
    }
  },
);

test.each(actions)('%s explains its inputs and names the shell of each step', (path) => {
  const { inputs, runs } = parse(read(path)) as Action;
  expect(runs.using).toBe('composite');
  for (const input of Object.values(inputs)) {
    expect(input).toEqual({ description: expect.stringMatching(/\S/), default: expect.any(String) });
  }
  for (const step of runs.steps) expect(step.run === undefined || step.shell === 'bash').toBe(true);
  expect(runs.steps.flatMap(faultsOf)).toEqual([]);
});

test('the oldest Node.js that is supported is built with', () => {
  const { engines } = JSON.parse(read('package.json')) as { readonly engines: { readonly node: string } };
  const oldest = Number(/\d+/.exec(engines.node)?.[0]);
  expect(read('.github/workflows/ci.yml')).toMatch(new RegExp(`node: \\[${oldest}, `));
});

test('the container has a pinned image, and the extensions that the editor proposes', () => {
  const { image, customizations } = JSON.parse(read('.devcontainer/devcontainer.json')) as {
    readonly image: string;
    readonly customizations: { readonly vscode: { readonly extensions: readonly string[] } };
  };
  expect(image).toMatch(/:\d+-\d+-[a-z]+$/);
  const { recommendations } = JSON.parse(read('.vscode/extensions.json')) as {
    readonly recommendations: readonly string[];
  };
  expect(customizations.vscode.extensions).toEqual(recommendations);
});
