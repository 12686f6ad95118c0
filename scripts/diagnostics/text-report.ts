import type { Colors } from 'picocolors/types.js';
import type { Diagnostic } from './diagnostic.ts';
import { counted } from './counted.ts';

/** The lines of a source file, for showing the one that a finding is about. */
export type LineReader = (file: string) => readonly string[] | undefined;

/** Findings as text: place, message, the line with a caret, and what to do. */
export function formatText(
  diagnostics: readonly Diagnostic[],
  readLines: LineReader,
  colors: Colors,
): string {
  return diagnostics.map((d) => formatOne(d, readLines, colors)).join('\n\n');
}

function formatOne(d: Diagnostic, readLines: LineReader, colors: Colors): string {
  const { file, line, column, length } = d.location;
  const severity = d.severity === 'error' ? colors.red('error') : colors.yellow('warning');
  const parts = [
    `${colors.bold(`${file}:${line}:${column}`)} ${severity} ${colors.dim(d.code)}`,
    `  ${d.message}`,
  ];
  const text = readLines(file)?.[line - 1];
  if (text !== undefined && text.trim() !== '') {
    const shown = window(text, column, length);
    const gutter = `  ${String(line).padStart(4)} | `;
    const margin = ' '.repeat(gutter.length - 2);
    parts.push(`${colors.dim(gutter)}${shown.text}`);
    parts.push(
      `${colors.dim(`${margin}| `)}${' '.repeat(shown.caret)}${colors.red('^'.repeat(shown.length))}`,
    );
  }
  parts.push(`  ${colors.cyan('do:')} ${d.remedy}`);
  return parts.join('\n');
}

/** A stretch of at most this many characters of a long line is shown. */
const maximumWidth = 120;

function window(
  text: string,
  column: number,
  length: number,
): { text: string; caret: number; length: number } {
  const start = column + length > maximumWidth ? Math.max(0, column - maximumWidth / 2) : 0;
  const shown = text.slice(start, start + maximumWidth);
  const caret = Math.min(column - 1 - start, shown.length);
  return { text: shown, caret, length: Math.max(1, Math.min(length, shown.length - caret)) };
}

/** "2 errors, 1 warning" */
export function countText(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((d) => d.severity === 'error').length;
  const warnings = diagnostics.length - errors;
  return [counted(errors, 'error'), ...(warnings > 0 ? [counted(warnings, 'warning')] : [])].join(', ');
}
