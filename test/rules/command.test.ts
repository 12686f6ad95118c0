import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { eventKinds } from '../../scripts/authoring/rule-draft.ts';
import { inProject } from '../../scripts/testing/project.ts';
import { runHere } from '../authoring/run-here.ts';

const rule = 'changes-to-firewall-rules';
const ruleFile = `analytics-rules/${rule}.yaml`;
const scenariosFile = `analytics-rules/${rule}.test.yaml`;

function exchange(root: string, path: string, search: string, replace: string): void {
  const text = readFileSync(join(root, path), 'utf8');
  if (!text.includes(search)) throw new TypeError(`${path} does not hold ${search}`);
  writeFileSync(
    join(root, path),
    text.replace(search, () => replace),
  );
}

function lineOf(root: string, path: string, text: string): number {
  const lines = readFileSync(join(root, path), 'utf8').split('\n');
  return lines.findIndex((line) => line.includes(text)) + 1;
}

interface Document {
  readonly ok: boolean;
  readonly totals: Readonly<Record<'rules' | 'scenarios' | 'executions' | 'failed', number>>;
  readonly findings: readonly { readonly code: string; readonly line: number }[];
  readonly rules: readonly {
    readonly rule: string;
    readonly scenarios: readonly { readonly name: string; readonly variants: object }[];
  }[];
}

test('lists the scenarios of a rule, and shows their alerts', async () => {
  await inProject(async (root) => {
    const plain = await runHere('test:rules', { root, rule });
    expect(plain).toMatchObject({ status: 0, stderr: '' });
    expect(plain.stdout).toMatch(/^ {2}✓ P-1: one change is one alert\n {2}✓/m);
    expect(plain.stdout).toMatch(/^test:rules: 1 rule, \d+ scenarios, \d+ executions, 0 failed$/m);
    const { stdout } = await runHere('test:rules', { root, rule, show: true });
    expect(stdout).toContain(
      'Medium "1Password - Firewall rules changed by carol@example.com" Account carol@example.com',
    );
  });
});

describe('a rule that does something else', () => {
  test('fails with exit code 1, at the place of what was expected', async () => {
    await inProject(async (root) => {
      exchange(root, ruleFile, 'by ActorKey\n', 'by ActorKey, session_uuid = tostring(session.ip)\n');
      const pretty = await runHere('test:rules', { root, rule });
      expect(pretty.status).toBe(1);
      const line = lineOf(root, scenariosFile, 'entities: { IP: "2001:db8::7" }');
      expect(pretty.stdout).toContain(`${scenariosFile}:${line}:`);
      expect(pretty.stdout).toContain(
        'P-3: two addresses are both shown, and the latest is the entity: expected 1 row, found 2',
      );

      const { status, stdout } = await runHere('test:rules', { root, rule, json: true });
      const document = JSON.parse(stdout) as Document;
      expect(status).toBe(1);
      expect(document.ok).toBe(false);
      expect(new Set(document.findings.map(({ code }) => code))).toEqual(new Set(['scenario-failed']));
      const [only] = document.rules;
      const failed = only?.scenarios.filter(({ variants }) => Object.values(variants).includes('failed'));
      expect(failed?.map(({ name }) => name)).toEqual([
        'P-3: two addresses are both shown, and the latest is the entity',
        'C-18 four times by one person, with and without details',
      ]);
      expect(document.totals).toMatchObject({
        rules: 1,
        failed: 6,
        executions: 3 * document.totals.scenarios,
      });

      const junit = await runHere('test:rules', { root, rule, format: 'junit' });
      expect(junit.status).toBe(1);
      expect(junit.stdout.match(/<testcase /g)?.length).toBe(document.totals.executions);
      expect(junit.stdout.match(/<failure /g)?.length).toBe(6);
      expect(junit.stdout).toContain(
        `classname="${rule}" name="P-1: one change is one alert [log_source guessed]"`,
      );
    });
  });

  test('is run again alone with --failed, until it is mended', async () => {
    await inProject(async (root) => {
      const title = 'title: 1Password - Firewall rules changed by carol@example.com';
      exchange(root, scenariosFile, title, `${title}!`);
      expect((await runHere('test:rules', { root, rule })).status).toBe(1);
      const again = await runHere('test:rules', { root, failed: true });
      expect(again.status).toBe(1);
      expect(again.stdout).toMatch(/^test:rules: 1 rule, 1 scenario, 3 executions, 3 failed$/m);
      expect((await runHere('test:rules', { root, rule, changed: true })).stdout).toContain('1 rule,');
      exchange(root, scenariosFile, `${title}!`, title);
      expect((await runHere('test:rules', { root, failed: true })).status).toBe(0);
      expect((await runHere('test:rules', { root, failed: true })).stdout).toContain(
        'nothing failed in the last run',
      );
    });
  });
});

test.each(eventKinds)(
  'a new rule about events of kind %s passes its first scenarios, and the common ones',
  async (events) => {
    await inProject(async (root) => {
      const name = `many-${events}-events`;
      expect((await runHere('new', { root, kind: 'rule', name, events })).status).toBe(0);
      const { status, stdout } = await runHere('test:rules', { root, rule: name });
      expect(status).toBe(0);
      expect(stdout).toContain('✓ S-1');
    });
  },
);

test('--changed runs what differs from the last run', async () => {
  await inProject(async (root) => {
    const look = async (): Promise<string> =>
      (await runHere('test:rules', { root, rule, changed: true })).stdout;
    expect(await look()).toContain('1 rule,');
    expect(await look()).toContain('nothing has changed since the last run');
    exchange(root, scenariosFile, 'scenarios:\n', '# Looked at again.\nscenarios:\n');
    expect(await look()).toContain('1 rule,');
    // What a query takes from a fragment belongs to it.
    exchange(root, 'solution/fragments/late_after.kql', '24h', '1440m');
    expect(await look()).toContain('1 rule,');
    exchange(root, 'solution/fragments/wb_country.kql', 'toupper', 'tolower');
    expect(await look()).toContain('nothing has changed since the last run');
  });
});

test('a file that has not the right form is reported, and its rule not said to lack scenarios', async () => {
  await inProject(async (root) => {
    exchange(root, scenariosFile, 'kind: audit', 'kind: audits');
    const { status, stdout } = await runHere('test:rules', { root, rule });
    expect(status).toBe(1);
    expect(stdout).toContain('did you mean audit?');
    expect(stdout).not.toContain('scenario-file-missing');
  });
});

test.each([
  [{ rule: 'changes-to-firewal-rules' }, 'Did you mean changes-to-firewall-rules?'],
  [{ json: true, format: 'junit' }, 'contradicts'],
  [{ watch: true, json: true }, 'leave one out'],
])('%j is wrong usage', async (values, text) => {
  const { status, stderr, stdout } = await runHere('test:rules', { root: '.', ...values });
  expect(status).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(text);
});
