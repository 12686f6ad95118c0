import { describe, expect, test } from 'vitest';
import type { TableFile } from '../../model/table.ts';
import { codesOf, lineOf, sampleDocument, sampleSource, type Exchange } from './sample.ts';
import { checkTable } from './table.ts';

const path = 'solution/table.yaml';

function check(...edits: Exchange[]): string[] {
  return codesOf(checkTable(sampleDocument<TableFile>(path, ...edits)));
}

function line(text: string): number {
  return lineOf(sampleSource(path), text);
}

describe('checkTable', () => {
  test('finds nothing in the project', () => {
    expect(check()).toEqual([]);
  });

  test.each<[string, string, ...Exchange]>([
    [
      'table-name',
      'name: OnePasswordEventLogs_CL',
      'name: OnePasswordEventLogs_CL',
      'name: OnePasswordEvents_CL',
    ],
    ['table-name', 'stream: ', 'stream: Custom-OnePasswordEventLogs', 'stream: Custom-Logs'],
    ['table-column-twice', '- name: additional_fields', 'name: additional_fields', 'name: Country'],
    ['table-column-published', 'columns:', 'name: aux_info', 'name: auxInfo'],
  ])('%s at %s', (code, place, search, replace) => {
    expect(check([search, replace])).toEqual([`${code}:${line(place)}`]);
  });

  test('a published column keeps its type', () => {
    expect(check(['name: aux_id\n    type: int', 'name: aux_id\n    type: long'])).toEqual([
      `table-column-published:${line('- name: aux_id') + 1}`,
    ]);
  });
});
