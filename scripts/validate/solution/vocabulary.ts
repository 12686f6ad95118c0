import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Path, YamlDocument } from '../../load/yaml.ts';
import type { VocabularyFile } from '../../model/vocabulary.ts';

/** The lists of codes: no action stands under an object type and among those without one. */
export function checkVocabulary(doc: YamlDocument<VocabularyFile>): Diagnostic[] {
  const { audit, otherAuditActions } = doc.value;
  const withObject = new Map<string, string>();
  for (const [objectType, actions] of Object.entries(audit)) {
    for (const action of actions) if (!withObject.has(action)) withObject.set(action, objectType);
  }
  return otherAuditActions.flatMap((code, index) => {
    const objectType = withObject.get(code);
    if (objectType === undefined) return [];
    return [
      atCode(doc, ['otherAuditActions', index], code, `stands under the object type ${objectType} already`),
    ];
  });
}

function atCode(doc: YamlDocument, path: Path, code: string, reason: string): Diagnostic {
  return diagnostic('vocabulary-code', doc.at(path), { code, reason });
}
