import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { suggest } from '../../diagnostics/nearest.ts';
import { checkColumn } from './column-reference.ts';
import { entityTypes } from './entity-types.ts';
import type { BoundRule } from './rule-frame.ts';

/** Entity mappings: types and identifiers that exist, enough to identify, from string columns of the result. */
export function checkEntities({ doc, analysis }: BoundRule): Diagnostic[] {
  return (doc.value.entityMappings ?? []).flatMap(({ entityType: type, fieldMappings }, index) => {
    const path = ['entityMappings', index];
    const entity = entityTypes[type];
    const fields = fieldMappings.flatMap(({ identifier, columnName }, i) => {
      const fieldPath = [...path, 'fieldMappings', i];
      const findings = checkColumn(columnName, analysis.columns, doc.at([...fieldPath, 'columnName']), {
        use: `the identifier ${identifier}`,
        types: ['string'],
      });
      const place = doc.at([...fieldPath, 'identifier']);
      if (fieldMappings.findIndex((f) => f.identifier === identifier) < i) {
        findings.push(diagnostic('rule-entity-identifier-twice', place, { identifier }));
      }
      if (entity && !entity.identifiers.includes(identifier)) {
        const known = entity.identifiers.join(', ');
        const hint = suggest(identifier, entity.identifiers);
        findings.push(diagnostic('rule-entity-identifier', place, { type, identifier, hint, known }));
      }
      return findings;
    });
    const place = doc.at([...path, 'entityType']);
    if (!entity) {
      const names = Object.keys(entityTypes);
      const args = { type, hint: suggest(type, names), known: names.join(', ') };
      return [diagnostic('rule-entity-type-unknown', place, args), ...fields];
    }
    if (!fieldMappings.some((field) => entity.required.includes(field.identifier))) {
      const required = entity.required.join(' or ');
      return [diagnostic('rule-entity-required', place, { type, required }), ...fields];
    }
    return fields;
  });
}
