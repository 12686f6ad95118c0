import { expect, test } from 'vitest';
import { applyEdits, inProject, takeFingerprint, undoEdits, type Edit } from './project.ts';

test('edits that are taken back leave nothing', async () => {
  const edits: readonly Edit[] = [
    { file: 'solution/solution.yaml', append: '# more\n' },
    { file: 'solution/solution.yaml', search: '# more', replace: '# other' },
    { file: 'watchlists/new/deep/file.yaml', create: 'a: 1\n' },
    { file: 'solution/logo.svg', delete: true },
    { file: 'mainTemplate.json', bytes: 'AAEC' },
    // The project has such a file, and a copy has not.
    { file: 'package.json', create: '{}' },
  ];
  await inProject((root) => {
    const before = takeFingerprint(root);
    applyEdits(root, edits);
    expect(takeFingerprint(root)).not.toEqual(before);
    undoEdits(root, edits);
    expect(takeFingerprint(root)).toEqual(before);
  });
});
