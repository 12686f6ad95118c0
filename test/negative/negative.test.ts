import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { buildSolution } from '../../scripts/commands/build-solution.ts';
import type { ExitCode, OptionValues, Output } from '../../scripts/commands/command.ts';
import { reportFindings } from '../../scripts/commands/report.ts';
import { compile, contentsOf } from '../../scripts/commands/compile-stages.ts';
import { prepare } from '../../scripts/commands/stages.ts';
import { commands } from '../../scripts/commands/table.ts';
import { registry } from '../../scripts/diagnostics/registry.ts';
import type { Binder } from '../../scripts/kql/analyze.ts';
import type { AheadOptions } from '../../scripts/kql/process/ahead.ts';
import type { ArmParameter } from '../../scripts/model/arm.ts';
import { beginRun } from '../../scripts/model/remember.ts';
import {
  applyEdits,
  copyProject,
  takeFingerprint,
  undoEdits,
  type Edit,
} from '../../scripts/testing/project.ts';
import { checkWizard } from '../../scripts/validate/wizard/wizard.ts';

/**
 * `<code>/edits.yaml`: what is broken in a copy of the project so that the build reports `<code>` with the
 * text of `<code>/expected.txt`.
 */
interface Sample {
  readonly description: string;
  readonly edits?: readonly Edit[];
  /** Codes of further errors that the edits lead to; none but these are allowed. */
  readonly also?: readonly string[];
  /** Build with `--check`, for findings about the committed templates. */
  readonly check?: boolean;
  /** Another command than the build, with what it is given. */
  readonly command?: string;
  readonly arguments?: OptionValues;
  /** Parameters that the compiled template is given besides its own, where no source leads to such. */
  readonly parameters?: Readonly<Record<string, ArmParameter>>;
}

// One binder for all samples, as in a watch: what is known of unchanged sources holds for the next sample too.
vi.mock('../../scripts/kql/analyze.ts', async (importActual) => {
  const { createBinder } = await importActual<typeof import('../../scripts/kql/analyze.ts')>();
  const { rememberAnswers } = await import('../../scripts/watch/memory.ts');
  let bind: Binder | undefined;
  return {
    createBinder: (cacheFolder: string) =>
      (bind ??= rememberAnswers(createBinder(cacheFolder), () => createBinder(cacheFolder)).bind),
  };
});
vi.mock('../../scripts/kql/process/ahead.ts', async () => {
  const { createBinder } = await import('../../scripts/kql/analyze.ts');
  return {
    bindAhead: ({ cacheFolder }: AheadOptions) => {
      const bind = createBinder(cacheFolder);
      return { bind, expect: bind, settle: vi.fn<() => void>(), save: vi.fn<() => void>(), close: vi.fn<() => void>() };
    },
  };
});
// What is compiled before all findings are known tells nothing where there is an error.
vi.mock('../../scripts/commands/compile-stages.ts', async (importActual) => ({
  ...(await importActual<typeof import('../../scripts/commands/compile-stages.ts')>()),
  compileAhead: (): readonly [] => [],
}));
beforeEach(beginRun);

const folder = fileURLToPath(new URL('.', import.meta.url));
const codes = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

test('every finding that can be reported has a sample, and nothing else has', () => {
  expect(codes).toEqual(Object.keys(registry).sort());
});

describe('a build with a fault', () => {
  test.each(codes)('%s', async (code) => {
    const sample = parse(readFileSync(join(folder, code, 'edits.yaml'), 'utf8')) as Sample;
    await inCleanProject(sample.edits ?? [], async (root) => {
      const before = takeFingerprint(root);
      const { exitCode, blocks } = await report(root, sample);
      expect(takeFingerprint(root)).toEqual(before);
      const others = blocks.filter((b) => b.severity === 'error' && b.code !== code).map((b) => b.code);
      const texts = blocks.filter((b) => b.code === code).map(({ text }) => text);

      expect(exitCode).toBe(1);
      expect(texts).not.toEqual([]);
      expect([...new Set(others)].sort()).toEqual((sample.also ?? []).toSorted());
      await expect(`${texts.join('\n\n')}\n`).toMatchFileSnapshot(join(folder, code, 'expected.txt'));
    });
  });
});

let copy: string | undefined;
afterAll(dropCopy);

/** Works in a copy with these edits. Whatever succeeds left nothing else behind, so the next takes the same copy. */
async function inCleanProject(edits: readonly Edit[], work: (root: string) => Promise<void>): Promise<void> {
  const root = (copy ??= copyProject());
  try {
    applyEdits(root, edits);
    await work(root);
    undoEdits(root, edits);
  } catch (error) {
    dropCopy();
    throw error;
  }
}

function dropCopy(): void {
  if (copy !== undefined) rmSync(copy, { recursive: true, force: true });
  copy = undefined;
}

interface Block {
  readonly severity: string;
  readonly code: string;
  readonly text: string;
}

/** What the command prints, taken apart into its findings. */
async function report(root: string, sample: Sample): Promise<{ exitCode: ExitCode; blocks: Block[] }> {
  const printed: string[] = [];
  const output: Output = { out: (text) => void printed.push(text), err: (text) => void printed.push(text) };
  const command = commands.find(({ name }) => name === sample.command) ?? buildSolution;
  const exitCode = sample.parameters
    ? reportFindings(wizardReport(root, sample.parameters), output)
    : await command.run({ root, cache: false, check: sample.check, ...sample.arguments }, output);
  const blocks = stripVTControlCharacters(printed.join('\n'))
    .split('\n\n')
    .flatMap((text) => {
      const [, severity, code] = /^\S+:\d+:\d+ (error|warning) ([a-z-]+)$/m.exec(text) ?? [];
      return severity && code ? [{ severity, code, text }] : [];
    });
  return { exitCode, blocks };
}

function wizardReport(root: string, parameters: NonNullable<Sample['parameters']>) {
  const { checked } = prepare(root, { useCache: false });
  if (!checked) throw new TypeError('The sources of the project have errors.');
  const { mainTemplate } = compile(checked, contentsOf(checked), {});
  const diagnostics = checkWizard({
    document: checked.wizard,
    regions: checked.regions.value.regions,
    solution: checked.solution.value,
    rules: checked.rules.map(({ doc }) => doc.value),
    parameters: { ...mainTemplate.parameters, ...parameters },
  });
  return { command: buildSolution.name, root, diagnostics, isJson: false };
}
