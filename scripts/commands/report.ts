import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createColors } from 'picocolors';
import type { Options } from 'yargs';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { countText, formatText } from '../diagnostics/text-report.ts';
import { toWorkflowCommands } from '../report/github.ts';
import { toJson } from '../report/json.ts';
import { toJUnit } from '../report/junit.ts';
import { formats, type Format, type Report, type ReportContext } from '../report/report.ts';
import { toSarif } from '../report/sarif.ts';
import type { ExitCode, OptionValues, Output } from './command.ts';

export interface Findings {
  readonly command: string;
  readonly root: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Short for the format `json`. */
  readonly isJson?: boolean;
  /** `pretty` where absent. */
  readonly format?: Format;
  readonly context?: ReportContext;
  /** Files that stand on no disk, or not as they were judged: their text by their path. */
  readonly texts?: ReadonlyMap<string, string>;
  /** Further members of the JSON document. */
  readonly result?: Readonly<Record<string, unknown>>;
  /** Said in text where there is no error. */
  readonly success?: string;
  /** Said in text at the end, whatever was found. */
  readonly ending?: string;
}

/** Prints findings in the form wanted: as text, or as one document. Exit code 1 where one is an error. */
export function reportFindings(findings: Findings, output: Output): ExitCode {
  const { context = { files: [], switchedOff: [] }, isJson = false } = findings;
  const format = findings.format ?? (isJson ? 'json' : 'pretty');
  const report = { ...findings, ...context, readLines: lineReader(findings) };
  const text = format === 'pretty' ? toText(report, output.hasColors ?? false) : documents[format](report);
  if (text !== '') output.out(text);
  return hasErrors(report.diagnostics) ? 1 : 0;
}

const documents: Readonly<Record<Exclude<Format, 'pretty'>, (report: Report) => string>> = {
  json: toJson,
  sarif: toSarif,
  junit: toJUnit,
  github: toWorkflowCommands,
};

function toText(report: Report & Pick<Findings, 'success' | 'ending'>, hasColors: boolean): string {
  const { diagnostics, readLines } = report;
  const success = hasErrors(diagnostics) ? undefined : report.success;
  const end = report.ending ?? success ?? endOf(report);
  if (diagnostics.length === 0) return end;
  return `${formatText(diagnostics, readLines, createColors(hasColors))}\n\n${end}`;
}

/** How it went, in a line. */
export function endOf({ command, diagnostics }: Pick<Findings, 'command' | 'diagnostics'>): string {
  return `${command}${hasErrors(diagnostics) ? ' failed' : ''}: ${countText(diagnostics)}`;
}

/** The option of commands that report findings. */
export const formatOption: Readonly<Record<'format', Options>> = {
  format: { choices: [...formats], describe: 'Form of the findings (default: pretty)' },
};

/** The form that was asked for; undefined, and said why, where two different ones were. */
export function chosenFormat(command: string, values: OptionValues, output: Output): Format | undefined {
  const wanted = formats.find((format) => format === values['format']);
  if (values['json'] !== true) return wanted ?? 'pretty';
  if (wanted === undefined || wanted === 'json') return 'json';
  output.err(`${command}: --json is short for --format json and contradicts --format ${wanted}.`);
  return undefined;
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
