import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inProject } from '../../scripts/testing/project.ts';
import { runHere } from '../authoring/run-here.ts';

const rule = 'changes-to-firewall-rules';
const change = 'FirstDenialTime <= LastEventTime';

interface Document {
  readonly ok: boolean;
  readonly totals: Readonly<Record<'killed' | 'survived' | 'equivalent', number>>;
  readonly rules: readonly {
    readonly mutants: readonly {
      readonly becomes: string;
      readonly standing: string;
      readonly by?: string;
    }[];
  }[];
}

async function mutate(root: string): Promise<Document & { readonly status: number | null }> {
  const { status, stdout } = await runHere('mutate:rules', { root, rule, change, json: true });
  return { ...(JSON.parse(stdout) as Document), status };
}

test('faults of a line are noticed, or listed with a reason', async () => {
  await inProject(async (root) => {
    const { status, ok, totals, rules } = await mutate(root);
    expect({ status, ok }).toEqual({ status: 0, ok: true });
    expect(totals).toMatchObject({ survived: 0, equivalent: 1 });
    const mutants = rules.flatMap((each) => each.mutants);
    expect(mutants.length).toBeGreaterThan(6);
    const boundary = mutants.find(({ becomes }) => becomes.includes('FirstDenialTime < LastEventTime'));
    expect(boundary).toMatchObject({ standing: 'killed', by: 'refused in the moment of the change' });
  });
});

test('the fault that only one scenario notices survives without it', async () => {
  await inProject(async (root) => {
    const path = join(root, `analytics-rules/${rule}.test.yaml`);
    const text = readFileSync(path, 'utf8');
    const start = text.indexOf('  - name: refused in the moment of the change');
    const end = text.indexOf('\n  - name:', start);
    writeFileSync(path, text.slice(0, start) + (end < 0 ? '' : text.slice(end + 1)));
    const { status, totals } = await mutate(root);
    expect(status).toBe(1);
    expect(totals.survived).toBe(1);
  });
});

test('a rule that fails as it is says so, and nothing else', async () => {
  await inProject(async (root) => {
    const path = join(root, `analytics-rules/${rule}.yaml`);
    writeFileSync(path, readFileSync(path, 'utf8').replace('"updatfw"', '"updatfv"'));
    const { status, stdout } = await runHere('mutate:rules', { root, rule, json: true });
    const { findings, rules } = JSON.parse(stdout) as Document & {
      readonly findings: readonly { readonly code: string }[];
    };
    expect(status).toBe(1);
    expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(['scenario-failed']));
    expect(rules.flatMap(({ mutants }) => mutants)).toEqual([]);
  });
});
