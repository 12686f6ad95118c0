import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { takeFingerprint } from '../../scripts/testing/project.ts';
import { runHere } from './run-here.ts';

const files = {
  '.prettierrc.json': '{ "singleQuote": true }\n',
  '.prettierignore': 'left-alone/\n',
  'rules/a.yaml': 'name:   a\nquery: |\n  T\n  |where a==1 // why\n  |take 1\n',
  'steps/b.kql': '|where  a==1\n|take 1\n',
  'steps/terms.kql': 'a=1,\n  b=2\n',
  'code.ts': 'const a = "b"\n',
  'left-alone/c.ts': 'const a="b"\n',
  'node_modules/d.ts': 'const a="b"\n',
  'picture.png': 'no text\u0000',
};
const wanted = {
  'rules/a.yaml': 'name: a\nquery: |\n  T\n  | where a == 1 // why\n  | take 1\n',
  'steps/b.kql': '| where a == 1\n| take 1\n',
  'code.ts': "const a = 'b';\n",
};

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'format-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

// One story: each test goes on where the one before ended.
describe('format', () => {
  test('--check names the first line that differs of each file, and writes nothing', async () => {
    const before = takeFingerprint(root);
    const { status, stdout } = await runHere('format', { root, check: true });
    expect(status).toBe(1);
    expect([...stdout.matchAll(/^(\S+:\d+):\d+ error format-differs$/gm)].map(([, at]) => at)).toEqual([
      'code.ts:1',
      'rules/a.yaml:1',
      'steps/b.kql:1',
    ]);
    expect(takeFingerprint(root)).toEqual(before);
  });

  test('--check --json says the same to programs', async () => {
    const { findings } = JSON.parse((await runHere('format', { root, check: true, json: true })).stdout) as {
      readonly findings: readonly object[];
    };
    expect(findings).toMatchObject([{ file: 'code.ts' }, { file: 'rules/a.yaml' }, { file: 'steps/b.kql' }]);
  });

  test('lays out files and the queries in them, and nothing that it is told to leave alone', async () => {
    expect(await runHere('format', { root })).toMatchObject({
      status: 0,
      stdout: 'code.ts\nrules/a.yaml\nsteps/b.kql',
    });
    for (const [path, text] of Object.entries({ ...files, ...wanted })) {
      expect(readFileSync(join(root, path), 'utf8')).toBe(text);
    }
    expect((await runHere('format', { root, check: true })).status).toBe(0);
  });

  test('a file that cannot be read is named, and the others are laid out', async () => {
    writeFileSync(join(root, 'rules/a.yaml'), 'name: [\n');
    writeFileSync(join(root, 'code.ts'), 'const a = 1\n');
    const { status, stdout } = await runHere('format', { root });
    expect({ status, stdout }).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/^rules\/a\.yaml:\d:\d error format-unreadable$/m),
    });
    expect(readFileSync(join(root, 'code.ts'), 'utf8')).toBe('const a = 1;\n');
  });
});
