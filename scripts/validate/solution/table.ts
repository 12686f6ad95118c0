import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { YamlDocument } from '../../load/yaml.ts';
import type { TableFile } from '../../model/table.ts';
import { publishedColumns } from './published-columns.ts';
import { checkTexts } from './text.ts';

/** Names that rules, workbook, connector and public content rely on. */
const tableName = 'OnePasswordEventLogs_CL';
const streamName = 'Custom-OnePasswordEventLogs';

/** The table: no column twice, the published ones as they were, the arrival set by the transformation. */
export function checkTable(doc: YamlDocument<TableFile>): Diagnostic[] {
  const { name, stream, columns } = doc.value;
  const findings = checkTexts(doc, (path) => path[0] === 'transform');
  if (name !== tableName) {
    findings.push(
      diagnostic('table-name', doc.at(['name']), { what: 'table', value: name, wanted: tableName }),
    );
  }
  if (stream !== streamName) {
    const args = { what: 'stream', value: stream, wanted: streamName };
    findings.push(diagnostic('table-name', doc.at(['stream']), args));
  }
  const seen = new Set<string>();
  for (const [index, column] of columns.entries()) {
    const key = column.name.toLowerCase();
    if (seen.has(key)) {
      findings.push(
        diagnostic('table-column-twice', doc.at(['columns', index, 'name']), { name: column.name }),
      );
    }
    seen.add(key);
  }
  for (const [published, type] of Object.entries(publishedColumns)) {
    const index = columns.findIndex((column) => column.name === published);
    const found = columns[index];
    if (!found) {
      const args = { name: published, type, reason: 'is missing' };
      findings.push(diagnostic('table-column-published', doc.at(['columns'], 'key'), args));
    } else if (found.type !== type) {
      const args = { name: published, type, reason: `is of type ${found.type} here` };
      findings.push(diagnostic('table-column-published', doc.at(['columns', index, 'type']), args));
    }
  }
  return findings;
}
