/**
 * Findings as JUnit XML, which most build servers read: one suite, and a case for each file that was looked
 * at. A file with an error has failed; warnings stand in its output. There are no times: the same sources
 * give the same bytes.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Report } from './report.ts';
import { escapeXml, escapeXmlAttribute } from './xml.ts';

export function toJUnit({
  command,
  diagnostics,
  files,
}: Pick<Report, 'command' | 'diagnostics' | 'files'>): string {
  const byFile = new Map<string, Diagnostic[]>(files.map((file) => [file, []]));
  for (const found of diagnostics) {
    const { file } = found.location;
    byFile.set(file, [...(byFile.get(file) ?? []), found]);
  }
  const cases = [...byFile].sort(([a], [b]) => (a < b ? -1 : 1));
  const failed = cases.filter(([, list]) => list.some(isError)).length;
  const counts = `tests="${cases.length}" failures="${failed}" errors="0" skipped="0" time="0"`;
  const name = escapeXmlAttribute(command);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${name}" ${counts}>`,
    `  <testsuite name="${name}" ${counts}>`,
    ...cases.map(([file, list]) => testCase(command, file, list)),
    '  </testsuite>',
    '</testsuites>',
  ].join('\n');
}

function testCase(command: string, file: string, list: readonly Diagnostic[]): string {
  const path = escapeXmlAttribute(file);
  const head = `    <testcase classname="${escapeXmlAttribute(command)}" name="${path}" file="${path}" time="0"`;
  if (list.length === 0) return `${head} />`;
  const [errors, warnings] = [list.filter(isError), list.filter((d) => !isError(d))];
  const parts = [...failure(errors), ...output(warnings)];
  return [`${head}>`, ...parts, '    </testcase>'].join('\n');
}

/** One element for all errors of the file: readers of the format look at the first only. */
function failure(errors: readonly Diagnostic[]): string[] {
  const [first] = errors;
  if (!first) return [];
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const type = [...new Set(errors.map(({ code }) => code))].join(' ');
  const message = escapeXmlAttribute(`${first.message}${more}`);
  return [
    `      <failure type="${escapeXmlAttribute(type)}" message="${message}">${textOf(errors)}</failure>`,
  ];
}

function output(warnings: readonly Diagnostic[]): string[] {
  return warnings.length === 0 ? [] : [`      <system-out>${textOf(warnings)}</system-out>`];
}

function textOf(list: readonly Diagnostic[]): string {
  const texts = list.map(({ code, severity, message, remedy, location: { file, line, column } }) =>
    [`${file}:${line}:${column} ${severity} ${code}`, `  ${message}`, `  do: ${remedy}`].join('\n'),
  );
  return escapeXml(texts.join('\n\n'));
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}
