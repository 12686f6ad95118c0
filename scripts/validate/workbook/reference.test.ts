import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillReferences, formatValue, parseReferences } from './reference.ts';
import { shapeOf } from './queries.ts';

const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,8}$/);
const plain = fc.string({ unit: 'binary' }).map((text) => text.replace(/[{}]/g, ''));

describe('references', () => {
  it('are found with name, format and place', () => {
    expect(parseReferences('where t {TimeRange} and x == "{Person:escapejson}"')).toEqual([
      { name: 'TimeRange', format: '', start: 8, length: 11 },
      { name: 'Person', format: 'escapejson', start: 30, length: 19 },
    ]);
  });

  it('are not other braces of KQL', () => {
    expect(parseReferences('dynamic({}) dynamic({"a":1}) { x | take 1 } {1a} {a b} {a:}')).toEqual([]);
  });

  it('are filled between texts that stay as they are', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(plain, name, plain)), plain, (pieces, end) => {
        const text = pieces.map(([before, parameter]) => `${before}{${parameter}}`).join('') + end;
        const values = pieces.map(([, , value]) => value);
        const filled = fillReferences(text, () => values.shift());
        expect(filled.text).toBe(pieces.map(([before, , value]) => before + value).join('') + end);
      }),
    );
  });

  it('lead back to where each character was written', () => {
    fc.assert(
      fc.property(plain, name, plain, plain, (before, parameter, value, end) => {
        const text = `${before}{${parameter}}${end}`;
        const filled = fillReferences(text, () => value);
        for (let offset = 0; offset < before.length; offset++) expect(filled.originOf(offset)).toBe(offset);
        for (let offset = 0; offset < value.length; offset++) {
          expect(filled.originOf(before.length + offset)).toBe(before.length);
        }
        for (let offset = 0; offset < end.length; offset++) {
          const origin = filled.originOf(before.length + value.length + offset);
          expect(text.slice(origin)).toBe(end.slice(offset));
        }
      }),
    );
  });

  it('stay where nothing is known of them', () => {
    expect(fillReferences('a {B} c', () => undefined).text).toBe('a {B} c');
  });
});

describe('the forms of a value', () => {
  it('keep any text within a double-quoted literal', () => {
    const usual = shapeOf('T | where a == "x" | take 1');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const format of ['escapejson', 'base64']) {
          const value = formatValue('text', { plain: text }, format);
          expect(shapeOf(`T | where a == "${value}" | take 1`)).toBe(usual);
        }
      }),
    );
  });

  it('tell a value that leaves its literal from one that does not', () => {
    expect(shapeOf("T | where a == 'O'Brien'")).not.toBe(shapeOf("T | where a == 'Brien'"));
    expect(shapeOf("T | where a == 'EXAMPLE\\' | take 1")).not.toBe(
      shapeOf("T | where a == 'EXAMPLE' | take 1"),
    );
  });

  it('are those of a time range, which has no others', () => {
    const range = { plain: '> ago(7d)', forms: { start: 'datetime(2026-11-01)' } };
    expect(formatValue('time-range', range, '')).toBe('> ago(7d)');
    expect(formatValue('time-range', range, 'start')).toBe('datetime(2026-11-01)');
    expect(formatValue('time-range', range, 'escapejson')).toBeUndefined();
    expect(formatValue('dropdown', { plain: 'a' }, 'start')).toBeUndefined();
  });

  it('are made from UTF-8 where they are base64', () => {
    expect(formatValue('text', { plain: 'Zo\u00eb' }, 'base64')).toBe('Wm/Dqw==');
  });
});
