import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { YamlDocument } from '../../load/yaml.ts';
import type { ChangeNote } from '../../model/change-note.ts';
import { checkTexts } from './text.ts';

/** Notes of changes: what `npm run version:bump` can put into a row of the release notes. */
export function checkChangeNotes(notes: readonly YamlDocument<ChangeNote>[]): Diagnostic[] {
  return notes.flatMap((note) => {
    const reason = faultOf(note.value.text.trimEnd());
    const form = reason ? [diagnostic('change-note-text', note.at(['text']), { reason })] : [];
    return [...form, ...checkTexts(note)];
  });
}

function faultOf(text: string): string | undefined {
  if (text.includes('\n')) return 'has several lines';
  if (text.includes('|')) return 'holds a |';
  if (!/^[\p{Lu}\d*`]/u.test(text)) return 'does not begin like a sentence';
  if (!/[.!?]$/.test(text)) return 'does not end like a sentence';
  return undefined;
}
