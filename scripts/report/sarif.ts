/**
 * Findings as SARIF 2.1.0 (OASIS standard), which code scanning services read. All codes are listed as
 * rules, so that a reader learns what was looked for; paths are relative to the root of the solution.
 */
import { createHash } from 'node:crypto';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { LineReader } from '../diagnostics/text-report.ts';
import { registry } from '../diagnostics/registry.ts';
import type { Report } from './report.ts';
import { toSarifRule } from './sarif-rule.ts';

const rootId = '%SRCROOT%';
const codes = Object.keys(registry);

type SarifReport = Pick<
  Report,
  'command' | 'diagnostics' | 'switchedOff' | 'files' | 'solution' | 'readLines'
>;

export function toSarif(report: SarifReport): string {
  const { command, diagnostics, solution, files } = report;
  const paths = [...new Set([...files, ...diagnostics.map(({ location }) => location.file)])].sort();
  const driver = {
    name: 'onepassword-for-microsoft-sentinel',
    fullName: '1Password for Microsoft Sentinel',
    ...(solution && { version: solution.version, semanticVersion: solution.version }),
    ...(solution && { informationUri: solution.repository }),
    rules: Object.entries(registry).map(([code, texts]) => toSarifRule(code, texts, solution?.repository)),
  };
  const run = {
    tool: { driver },
    automationDetails: { id: `${command}/` },
    ...(solution && { versionControlProvenance: [provenance(solution)] }),
    originalUriBaseIds: { [rootId]: { description: { text: 'The folder of the solution.' } } },
    invocations: [{ executionSuccessful: true, ...severityChanges(report) }],
    artifacts: paths.map((path) => ({
      location: { uri: toUri(path), uriBaseId: rootId },
      roles: ['analysisTarget'],
    })),
    // Columns are counted as JavaScript counts characters.
    columnKind: 'utf16CodeUnits',
    results: toResults(report, paths),
  };
  const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
  return JSON.stringify({ $schema: schema, version: '2.1.0', runs: [run] }, null, 2);
}

function provenance({ repository }: { readonly repository: string }) {
  return { repositoryUri: repository, mappedTo: { uriBaseId: rootId } };
}

/** What solution/diagnostics.yaml changes, in the words of the standard. */
function severityChanges({ diagnostics, switchedOff }: SarifReport) {
  const levels = diagnostics
    .filter(({ overridden }) => overridden)
    .map(({ code, severity }) => [code, { level: severity }] as const);
  const disabled = switchedOff.map(({ code }) => [code, { enabled: false }] as const);
  const changes = [...new Map<string, object>([...levels, ...disabled])];
  if (changes.length === 0) return {};
  return {
    ruleConfigurationOverrides: changes.map(([id, configuration]) => ({
      descriptor: { id, index: codes.indexOf(id) },
      configuration,
    })),
  };
}

function toResults({ diagnostics, readLines }: SarifReport, paths: readonly string[]) {
  const seen = new Map<string, number>();
  return diagnostics.map((found) => {
    const { code, severity, message, remedy, location } = found;
    const text = readLines(location.file)?.[location.line - 1];
    const identity = JSON.stringify([code, location.file, message, text?.trim() ?? '']);
    const occurrence = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, occurrence);
    return {
      ruleId: code,
      ruleIndex: codes.indexOf(code),
      level: severity,
      message: { text: withoutLinks(`${message} ${remedy}`) },
      locations: [
        {
          physicalLocation: {
            artifactLocation: {
              uri: toUri(location.file),
              uriBaseId: rootId,
              index: paths.indexOf(location.file),
            },
            region: toRegion(found, readLines),
          },
        },
      ],
      // Stays as it is while the finding only moves up and down with its line.
      partialFingerprints: { 'findingAndLine/v1': `${hash(identity)}:${occurrence}` },
    };
  });
}

/** The marked characters; `endColumn` is the first one behind them. */
function toRegion({ location: { file, line, column, length } }: Diagnostic, readLines: LineReader) {
  const text = readLines(file)?.[line - 1] ?? '';
  const snippet = text.slice(column - 1, column - 1 + length);
  return {
    startLine: line,
    startColumn: column,
    endColumn: column + length,
    ...(snippet !== '' && { snippet: { text: snippet } }),
  };
}

/** A path from the root as a relative URI reference (RFC 3986). */
export function toUri(path: string): string {
  // Halves of pairs, which no encoding has, become the replacement character.
  const whole = Buffer.from(path, 'utf8').toString('utf8');
  return whole.split('/').map(encodeURIComponent).join('/');
}

/** `[text](target)` would be a link in the text of a message. */
function withoutLinks(text: string): string {
  return text.replace(/\[(?=[^[\]]*\]\()/g, String.raw`\[`);
}

function hash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 32);
}
