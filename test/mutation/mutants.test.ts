import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { transformSync } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { root, subjects } from './bundle.ts';
import { changePattern } from './changes.ts';
import { mutate, question } from './mutants.ts';
import { compareSurvivors, type SurvivorsFile } from './survivors.ts';

/** What each change makes of the value of `f()`; the first is the program as it stands. */
function valuesOf(source: string): unknown[] {
  const { text, mutants } = mutate('a.ts', source, 0);
  const { code } = transformSync(text, { loader: 'ts' });
  return [-1, ...mutants.map(({ id }) => id)].map((on) => {
    const context = { [question]: (id: number) => id === on };
    try {
      return runInNewContext(`${code}; f()`, context, { timeout: 1_000 }) as unknown;
    } catch {
      return 'fails';
    }
  });
}

describe('a program', () => {
  test.each([
    ['const a = 2; function f() { return a; }', [2, 3, 1]],
    ['let a = 1; function f() { a += 2; return a; }', [3, 4, 4, 2, -1, 1]],
    ["function f() { return `x${'y'}`; }", ['xy', undefined, '', 'x']],
    ['function f() { return 1 < 1; }', [false, undefined, true, true, true, false]],
    ['const a = true; function f() { if (a) return 1; return 2; }', [1, 2, 1, 2, 2, 1, 1]],
    ['function f(): boolean | undefined { const a = [3, 4]; return a.some((x) => x > 3); }', undefined],
    [
      'function f() { const a = undefined as { b?: string[] } | undefined; return a?.b?.filter(Boolean).length ?? 7; }',
      undefined,
    ],
    ['function f() { const a = { b: 1 }; return { ...a, c: a satisfies object }; }', undefined],
    ["function f() { switch ('a' as string) { case 'a': break; default: return 1; } return 2; }", undefined],
    [
      'function f() { let n = 0; for (let i = 0; i < 3; i += 1) { if (i === 1) continue; n++; } return n; }',
      undefined,
    ],
    [
      'class A { #a = 1; has(x: object) { return #a in x; } } function f() { return new A().has({}); }',
      undefined,
    ],
  ])('%s', (source, expected) => {
    const values = valuesOf(source);
    const own = transformSync(source, { loader: 'ts' }).code;
    expect(values[0]).toEqual(runInNewContext(`${own}; f()`));
    // One change at least can be seen from outside.
    expect(values.slice(1).some((value) => JSON.stringify(value) !== JSON.stringify(values[0]))).toBe(true);
    expect(values.toSorted()).toEqual((expected ?? values).toSorted());
  });

  test('names the place and what becomes of it', () => {
    const { mutants } = mutate('a.ts', "import { x } from './x.ts';\n\nexport const a = x && !x;\n", 7);
    expect(mutants).toEqual([
      { id: 7, file: 'a.ts', line: 3, at: 'export const a = x && !x;', change: '!x → x' },
      { id: 8, file: 'a.ts', line: 3, at: 'export const a = x && !x;', change: 'x && !x → x' },
      { id: 9, file: 'a.ts', line: 3, at: 'export const a = x && !x;', change: 'x && !x → !x' },
      { id: 10, file: 'a.ts', line: 3, at: 'export const a = x && !x;', change: 'x && !x → (x) || (!x)' },
    ]);
  });

  test('is left alone where a text is no value', () => {
    const source =
      "import type { A } from 'a';\ntype B = 'x' | 1;\ninterface C { readonly d: 'y' }\nexport type { A, B, C };\n";
    expect(mutate('a.ts', source, 0)).toEqual({ text: source, mutants: [] });
  });
});

test.each([
  ['^a+$', ['a+$', '^a+', '^a*$']],
  [String.raw`^\d{3}\$`, [String.raw`\d{3}\$`, String.raw`^\D{3}\$`, String.raw`^\d{4}\$`]],
  ['[^x]{1,9}', ['[x]{1,9}', '[^x]{1,10}']],
  [String.raw`[\w+]*?`, [String.raw`[^\w+]*?`, String.raw`[\w+]+?`]],
])('the pattern %s', (pattern, expected) => {
  expect(changePattern(pattern)).toEqual(expected);
});

describe.each(Object.entries(subjects))('the subject %s', (name, { folder, made }) => {
  const files = readdirSync(join(root, folder)).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !made.includes(file),
  );
  const mutants = files.flatMap((file) => {
    const { text, mutants: found } = mutate(file, readFileSync(join(root, folder, file), 'utf8'), 0);
    transformSync(text, { loader: 'ts' });
    return found;
  });
  const listed = parse(
    readFileSync(join(root, `test/mutation/${name}-survivors.yaml`), 'utf8'),
  ) as SurvivorsFile;

  test('has mutants, and its list of survivors names none that is gone', () => {
    expect(mutants.length).toBeGreaterThan(1_000);
    expect(compareSurvivors(mutants, [], listed, () => true).outdated).toEqual([]);
  });

  test('gives a reason for each survivor', () => {
    expect(listed.survivors.filter(({ reason }) => !/^[A-Z].{20,}\.$/s.test(reason.trim()))).toEqual([]);
  });
});

function mutantOf(change: string) {
  return { id: 1, file: 'a.ts', line: 1, at: 'x', change };
}

test('survivors are told from those that the list explains, and from those that it need not explain any more', () => {
  const listed = { survivors: [{ file: 'a.ts', at: 'x', changes: ['1 → 2', '1 → 0'], reason: '' }] };
  const compared = compareSurvivors([mutantOf('1 → 2'), mutantOf('y')], [], listed, () => true);
  expect(compared.explained.map(({ change }) => change)).toEqual(['1 → 2']);
  expect(compared.unexplained.map(({ change }) => change)).toEqual(['y']);
  expect(compared.outdated).toEqual(['a.ts: 1 → 0']);
  expect(compareSurvivors([], [mutantOf('1 → 2')], listed, () => true).outdated).toEqual(['a.ts: 1 → 0']);
  expect(compareSurvivors([], [], listed, () => false).outdated).toEqual([]);
});
