import { registry, type Code, type Template } from './registry.ts';

/** A place in a source file: path relative to the root with forward slashes, line and column from 1. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Number of characters marked by the caret, on the same line. */
  readonly length: number;
}

export type Severity = 'error' | 'warning';

/** One finding about the sources: what is wrong, where, and what to do about it. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly remedy: string;
  readonly location: Location;
  /** Where the solution gives the code another severity: the one it has by default, and why. */
  readonly overridden?: { readonly from: Severity; readonly reason: string };
}

type Placeholders<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** The values that the message and the remedy of a code ask for. */
export type Arguments<C extends Code> = Record<
  Placeholders<Template<C>['message']> | Placeholders<Template<C>['remedy']>,
  string | number
>;

/** Creates a finding; the compiler demands exactly the values that the texts of the code name. */
export function diagnostic<C extends Code>(code: C, location: Location, args: Arguments<C>): Diagnostic {
  const { severity, message, remedy } = registry[code];
  return { code, severity, message: fill(message, args), remedy: fill(remedy, args), location };
}

/** The start of a file, for findings about a file as a whole. */
export function startOf(file: string): Location {
  return { file, line: 1, column: 1, length: 1 };
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((d) => d.severity === 'error');
}

/** By file, line, column, code: the order in which findings are shown. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const unique = new Map(diagnostics.map((d) => [JSON.stringify([d.code, d.location, d.message]), d]));
  return [...unique.values()].sort(
    (a, b) =>
      compare(a.location.file, b.location.file) ||
      a.location.line - b.location.line ||
      a.location.column - b.location.column ||
      compare(a.code, b.code),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function fill(text: string, args: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(args[name]));
}
