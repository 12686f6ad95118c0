import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { applyEdits, inProject } from '../../scripts/testing/project.ts';
import { replaceIn, rule, say } from './command.ts';

/** Microsoft's validator of SARIF files, where npm has a build of it for this system that runs. */
async function findMultitool(): Promise<string | undefined> {
  try {
    const { default: path } = await import('@microsoft/sarif-multitool');
    return run(path, ['--version']).error === undefined ? path : undefined;
  } catch {
    return undefined;
  }
}

function run(program: string, args: readonly string[]) {
  // Whether addresses can be reached is a question for the network, which tests leave alone.
  const nowhere = 'http://127.0.0.1:9';
  const env = {
    ...process.env,
    DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1',
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
  };
  return spawnSync(program, [...args], { env, encoding: 'utf8', timeout: 50_000 });
}

interface Log {
  readonly runs: readonly {
    readonly results: readonly { readonly ruleId: string; readonly level?: string }[];
    readonly invocations: readonly { readonly executionSuccessful: boolean }[];
  }[];
}

const multitool = await findMultitool();

test.skipIf(multitool === undefined)(
  'the validator of SARIF has nothing to say (skipped where @microsoft/sarif-multitool has no build that runs)',
  async () => {
    await inProject(async (root) => {
      replaceIn(root, rule, 'tostring(target_user.uuid)', 'tostring(target_usr.uuid)');
      replaceIn(root, rule, 'Identifies changes', 'Finds changes');
      applyEdits(root, [
        { file: 'solution/solution.yaml', search: 'workbooks: [', replace: 'workbooks: ["a b#c", ' },
        {
          file: 'solution/diagnostics.yaml',
          search: 'severities: []',
          replace: 'severities: [{ code: rule-description-style, severity: error, reason: We like it. }]',
        },
      ]);
      const { out } = await say('validate', root, { format: 'sarif' });
      const folder = mkdtempSync(join(tmpdir(), 'sarif-'));
      try {
        const [written, judged] = [join(folder, 'findings.sarif'), join(folder, 'judged.sarif')];
        writeFileSync(written, out);
        const { status, stdout } = run(multitool ?? '', ['validate', written, '--output', judged]);
        expect({ status, stdout }).toMatchObject({ status: 0 });
        const [log] = (JSON.parse(readFileSync(judged, 'utf8')) as Log).runs;
        expect(log?.invocations).toMatchObject([{ executionSuccessful: true }]);
        expect(log?.results).toEqual([]);
      } finally {
        rmSync(folder, { recursive: true });
      }
      const { results = [] } = (JSON.parse(out) as Log).runs[0] ?? {};
      expect(results.map(({ ruleId }) => ruleId)).toEqual(
        expect.arrayContaining(['kql-binding', 'rule-description-style', 'solution-list-missing']),
      );
    });
  },
);
