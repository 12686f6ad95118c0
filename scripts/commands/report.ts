import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createColors } from 'picocolors';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { toJsonFinding } from '../diagnostics/json-report.ts';
import { countText, formatText } from '../diagnostics/text-report.ts';
import type { ExitCode, Output } from './command.ts';

export interface Findings {
  readonly command: string;
  readonly root: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly isJson: boolean;
  /** Files that stand on no disk, or not as they were judged: their text by their path. */
  readonly texts?: ReadonlyMap<string, string>;
  /** Further members of the JSON document. */
  readonly result?: Readonly<Record<string, unknown>>;
  /** Said in text where there is no error. */
  readonly success?: string;
}

/** Prints findings as text or as one JSON document. Exit code 1 where one is an error. */
export function reportFindings(findings: Findings, output: Output): ExitCode {
  const { command, diagnostics, isJson, result } = findings;
  const failed = hasErrors(diagnostics);
  if (isJson) {
    const document = {
      schemaVersion: 1,
      command,
      ok: !failed,
      errors: diagnostics.filter((d) => d.severity === 'error').length,
      warnings: diagnostics.filter((d) => d.severity === 'warning').length,
      findings: diagnostics.map(toJsonFinding),
      ...result,
    };
    output.out(JSON.stringify(document, null, 2));
  } else {
    if (diagnostics.length > 0)
      output.out(`${formatText(diagnostics, lineReader(findings), terminalColors())}\n`);
    output.out(
      failed
        ? `${command} failed: ${countText(diagnostics)}`
        : (findings.success ?? `${command}: ${countText(diagnostics)}`),
    );
  }
  return failed ? 1 : 0;
}

/** Colour is for people at a terminal who have not asked for none. */
function terminalColors(): ReturnType<typeof createColors> {
  const { env, stdout } = process;
  return createColors(stdout.isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb');
}

function lineReader({ root, texts }: Findings): (file: string) => readonly string[] | undefined {
  const known = new Map<string, readonly string[] | undefined>();
  return (file) => {
    if (!known.has(file)) known.set(file, texts?.get(file)?.split('\n') ?? readLines(join(root, file)));
    return known.get(file);
  };
}

function readLines(path: string): readonly string[] | undefined {
  try {
    return readFileSync(path, 'utf8').split(/\r?\n/);
  } catch {
    return undefined;
  }
}
