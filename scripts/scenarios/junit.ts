/** Executions as JUnit XML: a case for each rule, scenario and variant of log_source. No times: same in, same out. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { escapeXml, escapeXmlAttribute } from '../report/xml.ts';
import type { SuiteResult } from './run-suite.ts';

interface Case {
  readonly rule: string;
  readonly name: string;
  readonly file: string;
  readonly failures: readonly Diagnostic[];
}

/** `others` are findings that belong to no rule that was run. */
export function toJUnit(
  command: string,
  results: readonly SuiteResult[],
  others: readonly Diagnostic[],
): string {
  const suites = results.map((result) => ({ name: result.suite.name, cases: casesOf(result) }));
  const all = [
    ...suites,
    ...(others.length > 0 ? [{ name: command, cases: othersOf(command, others) }] : []),
  ];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escapeXmlAttribute(command)}" ${counts(all.flatMap(({ cases }) => cases))}>`,
    ...all.flatMap(({ name, cases }) => [
      `  <testsuite name="${escapeXmlAttribute(name)}" ${counts(cases)}>`,
      ...cases.flatMap(caseLines),
      '  </testsuite>',
    ]),
    '</testsuites>',
  ].join('\n');
}

function casesOf({ suite, outcomes }: SuiteResult): Case[] {
  const { name: rule, findings } = suite;
  const file = `analytics-rules/${rule}.test.yaml`;
  const broken = findings.length > 0 ? [{ rule, name: 'files', file, failures: findings }] : [];
  return [
    ...broken,
    ...outcomes.flatMap(({ scenario, executions }) =>
      executions.map(({ variant, failures }) => ({
        rule,
        name: `${scenario.name} [log_source ${variant}]`,
        file,
        failures,
      })),
    ),
  ];
}

function othersOf(command: string, found: readonly Diagnostic[]): Case[] {
  return found.map((finding) => {
    const { file } = finding.location;
    return { rule: command, name: file, file, failures: [finding] };
  });
}

function counts(cases: readonly Case[]): string {
  const failed = cases.filter(({ failures }) => failures.length > 0).length;
  return `tests="${cases.length}" failures="${failed}" errors="0" skipped="0" time="0"`;
}

function caseLines({ rule, name, file, failures }: Case): string[] {
  const place = `classname="${escapeXmlAttribute(rule)}" name="${escapeXmlAttribute(name)}" file="${escapeXmlAttribute(file)}"`;
  const head = `    <testcase ${place} time="0"`;
  const [first] = failures;
  if (!first) return [`${head} />`];
  const type = [...new Set(failures.map(({ code }) => code))].join(' ');
  const texts = failures.map(
    ({ location, code, message, remedy }) =>
      `${location.file}:${location.line}:${location.column} error ${code}\n  ${message}\n  do: ${remedy}`,
  );
  const failure = `<failure type="${escapeXmlAttribute(type)}" message="${escapeXmlAttribute(first.message)}">`;
  return [`${head}>`, `      ${failure}${escapeXml(texts.join('\n\n'))}</failure>`, '    </testcase>'];
}
