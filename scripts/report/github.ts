/**
 * Findings as workflow commands of GitHub Actions, which show them beside the lines of a pull request.
 * Source: GitHub documentation, "Workflow commands", and the toolkit's `command.ts` for what is escaped.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Report } from './report.ts';

/** One line a finding; empty where there is none. */
export function toWorkflowCommands({ diagnostics }: Pick<Report, 'diagnostics'>): string {
  return diagnostics.map(toCommand).join('\n');
}

function toCommand({ code, severity, message, remedy, location }: Diagnostic): string {
  const { file, line, column, length } = location;
  const properties = { file, line, endLine: line, col: column, endColumn: column + length, title: code };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${severity} ${list.join(',')}::${escapeData(`${message}\n${remedy}`)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
