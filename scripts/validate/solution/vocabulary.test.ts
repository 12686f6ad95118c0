import { expect, test } from 'vitest';
import type { VocabularyFile } from '../../model/vocabulary.ts';
import { codesOf, lineOf, sampleDocument, sampleSource } from './sample.ts';
import { checkVocabulary } from './vocabulary.ts';

test('a code of the vocabulary stands in one place', () => {
  const path = 'solution/vocabulary.yaml';
  expect(checkVocabulary(sampleDocument<VocabularyFile>(path))).toEqual([]);
  const found = checkVocabulary(sampleDocument<VocabularyFile>(path, ['[launchi,', '[export,']));
  expect(codesOf(found)).toEqual([`vocabulary-code:${lineOf(sampleSource(path), 'otherAuditActions')}`]);
});
