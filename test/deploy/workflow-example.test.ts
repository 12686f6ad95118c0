import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { sharedOptions } from '../../scripts/commands/command.ts';
import { commands } from '../../scripts/commands/table.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly environment?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly 'timeout-minutes': number;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

const text = readFileSync('docs/examples/deploy.yml', 'utf8');
const workflow = parse(text) as Workflow;
const jobs = Object.entries(workflow.jobs);
const lines = jobs.flatMap(([, { steps }]) => steps.flatMap(({ run = '' }) => run.split(' |')));

test('it looks on pull requests, deploys on releases, and looks for drift at night', () => {
  expect(Object.keys(workflow.on)).toEqual(['pull_request', 'release', 'schedule']);
  expect(jobs.map(([name]) => name)).toEqual(['what-if', 'deploy', 'drift']);
  const calls = lines.flatMap(
    (line) => /npm run --silent (\w+) -- --([\w-]+)/.exec(line)?.slice(1).join(' ') ?? [],
  );
  expect(calls).toEqual(['deploy what-if', 'deploy yes', 'drift fail']);
});

test('every job has the rights to read and to sign in, and an environment of its own', () => {
  expect(workflow.permissions).toEqual({});
  for (const [, { permissions }] of jobs)
    expect(permissions).toEqual({ contents: 'read', 'id-token': 'write' });
  expect(new Set(jobs.map(([, { environment }]) => environment)).size).toBe(jobs.length);
  // Nobody signs in with a password.
  expect(text).not.toMatch(/client-secret|AZURE_CREDENTIALS|creds:/);
});

test('actions of others are used by commit, with the version beside it', () => {
  const uses = [...text.matchAll(/uses: (.+)$/gm)].map(([, action = '']) => action);
  expect(uses.filter((action) => !/^[\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual(
    [],
  );
  const checkouts = jobs.flatMap(([, { steps }]) =>
    steps.filter(({ uses: action = '' }) => action.includes('checkout')),
  );
  for (const checkout of checkouts) expect(checkout.with?.['persist-credentials']).toBe(false);
});

test('what it runs is there, gets values as variables, and fails where a part of it fails', () => {
  for (const line of lines) {
    const [, name, rest = ''] = /npm run (?:--silent )?([\w:-]+)(?: --(.*))?/s.exec(line) ?? [];
    if (name === undefined) continue;
    const options = commands.find((command) => command.name === name)?.options;
    expect([name, options === undefined]).toEqual([name, false]);
    for (const [, option = ''] of rest.matchAll(/ --([a-z][\w-]*)/g)) {
      expect({ ...options, ...sharedOptions }).toHaveProperty([option]);
    }
  }
  const runs = jobs.flatMap(([, { steps }]) => steps.filter(({ run }) => run !== undefined));
  expect(runs.filter(({ run = '' }) => run.includes('${{'))).toEqual([]);
  // Of a pipe, a shell that is not named counts the last part alone.
  expect(runs.filter(({ run = '', shell }) => run.includes('|') && shell !== 'bash')).toEqual([]);
});
