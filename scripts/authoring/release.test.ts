import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeKinds, type ChangeNote } from '../model/change-note.ts';
import { checkReleaseNotes } from '../validate/solution/release-notes.ts';
import { addChangelogSection, addReleaseRow } from './release.ts';

const head = '| **Version** | **Date Modified (DD-MM-YYYY)** | **Change History** |\n|---|---|---|\n';
const table = `${head}| 3.1.0 | 22-11-2026 | All. |\n`;
const note = (text: string, rest: Partial<ChangeNote> = {}): ChangeNote => ({ kind: 'added', text, ...rest });
const release = { version: '3.1.1', date: '2026-12-24' };

describe('addReleaseRow', () => {
  test('a row stands on top', () => {
    expect(addReleaseRow(table, { ...release, notes: [note('New.')] })).toBe(
      `${head}| 3.1.1 | 24-12-2026 | New. |\n| 3.1.0 | 22-11-2026 | All. |\n`,
    );
  });

  test('a version that has a row gets more text in it', () => {
    expect(addReleaseRow(table, { ...release, version: '3.1.0', notes: [note('New.')] })).toBe(
      `${head}| 3.1.0 | 24-12-2026 | All. New. |\n`,
    );
  });

  test('what is for maintainers alone is not told to customers', () => {
    const notes = [note('Tools.', { audience: 'maintainers' })];
    expect(addReleaseRow(table, { ...release, notes })).toBe(table);
    expect(addChangelogSection('# Changelog\n', { ...release, notes })).toBe(
      '# Changelog\n\n## 3.1.1 (2026-12-24)\n\n### Added\n\n- Tools.\n',
    );
  });

  test('whatever notes there are, the table keeps its form and holds each text', () => {
    const text = fc.stringMatching(/^[A-Z][a-z ]{0,20}[a-z]\.$/);
    const notes = fc.array(fc.record({ kind: fc.constantFrom(...changeKinds), text }), { minLength: 1 });
    fc.assert(
      fc.property(notes, (list) => {
        const result = addReleaseRow(table, { ...release, notes: list });
        expect(checkReleaseNotes({ path: 'notes.md', text: result }, '3.1.1')).toEqual([]);
        const changelog = addChangelogSection('# C\n\n## 3.1.0\n', { ...release, notes: list });
        for (const { text: told } of list) {
          expect(result.split('\n')[2]).toContain(told);
          expect(changelog.slice(0, changelog.indexOf('## 3.1.0'))).toContain(`- ${told}\n`);
        }
      }),
    );
  });
});
