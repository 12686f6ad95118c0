import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildSolution } from '../../scripts/commands/build-solution.ts';
import type { Command, ExitCode, OptionValues } from '../../scripts/commands/command.ts';
import { inspect } from '../../scripts/commands/inspect.ts';
import { verify } from '../../scripts/commands/verify.ts';
import { inProject, takeFingerprint } from '../../scripts/testing/project.ts';

interface Run {
  readonly exitCode: ExitCode;
  readonly text: string;
}

async function run(command: Command, root: string, values: OptionValues): Promise<Run> {
  const printed: string[] = [];
  const output = {
    out: (text: string) => void printed.push(text),
    err: (text: string) => void printed.push(text),
  };
  const exitCode = await command.run({ root, ...values }, output);
  return { exitCode, text: printed.join('\n') };
}

/** Name of the package in `dist/`. */
function packageIn(root: string): string {
  const name = readdirSync(join(root, 'dist')).find((file) => /^\d.*\.zip$/.test(file));
  return `dist/${name ?? ''}`;
}

test('a package that was built verifies and inspects; one that was touched does not verify', async () => {
  await inProject(async (root) => {
    await run(buildSolution, root, {});
    const file = packageIn(root);
    const before = takeFingerprint(root);
    expect(await run(verify, root, { 'FILE.zip': file })).toMatchObject({ exitCode: 0 });

    const { exitCode, text } = await run(inspect, root, { 'FILE.zip': file, json: true });
    const document = JSON.parse(text) as {
      package: { sha256: string; contents: { kind: string; id: string; version: string }[] };
    };
    const manifest = JSON.parse(readFileSync(join(root, 'dist/manifest.json'), 'utf8')) as {
      artifacts: { path: string; sha256: string }[];
      contents: { kind: string; id: string; version: string }[];
    };
    expect(exitCode).toBe(0);
    expect(document.package.sha256).toBe(manifest.artifacts.find(({ path }) => path === file)?.sha256);
    const listed = new Set(document.package.contents.map(({ kind, id }) => `${kind} ${id}`));
    expect(manifest.contents.filter(({ kind, id }) => !listed.has(`${kind} ${id}`))).toEqual([]);

    const same = await run(inspect, root, { 'FILE.zip': file, against: file, 'exit-code': true });
    expect(same).toMatchObject({ exitCode: 0, text: expect.stringContaining('equal, byte for byte') });
    expect(takeFingerprint(root)).toEqual(before);

    const bytes = readFileSync(join(root, file));
    // The time of the first entry: what is in it is as before.
    bytes.writeUInt8(bytes.readUInt8(10) ^ 1, 10);
    writeFileSync(join(root, 'touched.zip'), bytes);
    const touched = await run(verify, root, { 'FILE.zip': 'touched.zip' });
    expect(touched).toMatchObject({ exitCode: 1, text: expect.stringContaining('packed differently') });
    expect(touched.text.match(/\b[0-9a-f]{64}\b/g)).toHaveLength(2);
  });
});

test('what was changed in a rule is told in words', async () => {
  await inProject(async (root) => {
    await run(buildSolution, root, { 'content-only': true });
    const { createZip } = await import('../../scripts/bundle/zip.ts');
    const read = (name: string): string => readFileSync(join(root, 'dist/content-only', name), 'utf8');
    const pack = (name: string, main: string): void => {
      const files = [
        { path: 'mainTemplate.json', bytes: Buffer.from(main) },
        { path: 'createUiDefinition.json', bytes: Buffer.from(read('createUiDefinition.json')) },
      ];
      writeFileSync(join(root, name), createZip(files));
    };
    pack('a.zip', read('mainTemplate.json'));
    pack('b.zip', read('mainTemplate.json').replace('let min_items = 20;', 'let min_items = 25;'));
    const values = { 'FILE.zip': 'b.zip', against: 'a.zip', 'exit-code': true };
    const { exitCode, text } = await run(inspect, root, values);
    expect(exitCode).toBe(1);
    expect(text).toMatch(/~ AnalyticsRule 1Password - Vault export \([0-9a-f-]{36}\) changed\n/);
    expect(text).toMatch(/- +\d+ {2}let min_items = 20;\n +\+ +\d+ {2}let min_items = 25;/);
    expect(text).toContain('0 added, 0 removed, 1 changed');
  });
});

test('a contribution is written to its folder alone, whole, without leftovers', async () => {
  await inProject(async (root) => {
    const old = join(root, 'dist/contribution/Solutions/Old/a.json');
    mkdirSync(join(old, '..'), { recursive: true });
    writeFileSync(old, '{}');
    const before = takeFingerprint(root);
    expect(await run(buildSolution, root, { contribution: true })).toMatchObject({ exitCode: 0 });
    const after = takeFingerprint(root);
    const changed = Object.keys({ ...before, ...after }).filter((path) => before[path] !== after[path]);
    expect(changed.filter((path) => !path.startsWith('dist/contribution/'))).toEqual([]);
    expect(existsSync(old)).toBe(false);
    expect(Object.keys(after).filter((path) => path.endsWith('.tmp'))).toEqual([]);
    const rules = changed.filter((path) =>
      /^dist\/contribution\/Solutions\/1Password\/Analytic Rules\/.*\.yaml$/.test(path),
    );
    expect(rules.length).toBe(
      readdirSync(join(root, 'analytics-rules')).filter((name) => /(?<!\.test)\.yaml$/.test(name)).length,
    );

    await run(buildSolution, root, { contribution: true });
    expect(takeFingerprint(root)).toEqual(after);
  });
});

test('a contribution that cannot be written changes nothing', async () => {
  await inProject(async (root) => {
    mkdirSync(join(root, 'dist/contribution'), { recursive: true });
    writeFileSync(join(root, 'dist/contribution/Solutions'), 'in the way');
    const before = takeFingerprint(root);
    const { exitCode, text } = await run(buildSolution, root, { contribution: true });
    expect(exitCode).toBe(1);
    expect(text).toContain('output-blocked');
    expect(takeFingerprint(root)).toEqual(before);
  });
});
