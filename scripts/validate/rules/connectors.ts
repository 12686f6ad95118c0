import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { suggest } from '../../diagnostics/nearest.ts';
import type { YamlDocument } from '../../load/yaml.ts';
import type { RuleFile } from '../../model/rule.ts';
import type { RuleFrame } from './rule-frame.ts';

/** The required data connectors: all those that fill the table, and no others. */
export function checkConnectors(doc: YamlDocument<RuleFile>, frame: RuleFrame): Diagnostic[] {
  const { requiredDataConnectors } = doc.value;
  const known = frame.connectorIds.join(', ');
  const findings = requiredDataConnectors.flatMap(({ connectorId: id, dataTypes }, index) => {
    const path = ['requiredDataConnectors', index];
    const found = dataTypes.flatMap((name, i) => {
      if (name === frame.tableName) return [];
      const hint = suggest(name, [frame.tableName]);
      const args = { name, hint, table: frame.tableName };
      return [diagnostic('rule-data-type-unknown', doc.at([...path, 'dataTypes', i]), args)];
    });
    if (frame.connectorIds.includes(id)) return found;
    const hint = suggest(id, frame.connectorIds);
    return [
      diagnostic('rule-connector-unknown', doc.at([...path, 'connectorId']), { id, hint, known }),
      ...found,
    ];
  });
  const named = new Set(requiredDataConnectors.map((c) => c.connectorId));
  const missing = frame.connectorIds.filter((id) => !named.has(id));
  const place = doc.at(['requiredDataConnectors'], 'key');
  return [...findings, ...missing.map((id) => diagnostic('rule-connector-missing', place, { id }))];
}
