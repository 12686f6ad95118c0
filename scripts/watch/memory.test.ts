import { array, assert, constantFrom, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnostic, startOf, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Binder, QueryAnalysis } from '../kql/analyze.ts';
import { parseYaml } from '../load/yaml.ts';
import { rememberAnswers, rememberDocuments } from './memory.ts';

function analysis(name: string): QueryAnalysis {
  return { columns: [{ name, type: 'string' }], problems: [] } as unknown as QueryAnalysis;
}

describe('documents', () => {
  test('are what a fresh parse gives, whatever was saved before', () => {
    const text = constantFrom('a: 1', 'a: 2', 'a: [', 'a: 1\na: 2', '');
    const saves = array(record({ path: constantFrom('x.yaml', 'y.yaml'), text }), { maxLength: 12 });
    assert(
      property(saves, (list) => {
        const parse = rememberDocuments();
        for (const source of list) {
          const [found, fresh]: [Diagnostic[], Diagnostic[]] = [[], []];
          const value = parse(source, (d) => void found.push(d))?.value;
          expect(value).toEqual(parseYaml(source, (d) => void fresh.push(d))?.value);
          expect(found).toEqual(fresh);
        }
      }),
    );
  });

  test('are parsed again only when their text has changed; findings are told each time', () => {
    let count = 0;
    const parse = rememberDocuments((source, report) => {
      count++;
      report(diagnostic('yaml-tab', startOf(source.path), {}));
      return undefined;
    });
    const found: Diagnostic[] = [];
    for (const text of ['a', 'a', 'b', 'b', 'a']) {
      parse({ path: 'x.yaml', text }, (d) => void found.push(d));
    }
    expect(count).toBe(3);
    expect(found).toHaveLength(5);
  });
});

const schema = (name: string) => ({ tables: [{ name, columns: [] }], functions: [] });

describe('answers of the binder', () => {
  test('are kept by query and content of the schema', () => {
    const asked: string[] = [];
    const binder: Binder = (query, { tables }) => {
      asked.push(`${query} ${tables[0]?.name}`);
      return analysis(`${query} ${tables[0]?.name}`);
    };
    const bind = rememberAnswers(binder, () => binder);
    for (const query of ['q', 'q', 'r']) expect(bind(query, schema('A')).columns[0]?.name).toBe(`${query} A`);
    expect(bind('q', schema('B')).columns[0]?.name).toBe('q B');
    expect(bind('q', schema('A')).columns[0]?.name).toBe('q A');
    expect(asked).toEqual(['q A', 'r A', 'q B']);
  });

  test('are given up where nobody asks for them any more, those in use are not', () => {
    const asked: string[] = [];
    const binder: Binder = (query) => {
      asked.push(query);
      return analysis(query);
    };
    let created = 0;
    const bind = rememberAnswers(binder, () => (created++, binder));
    for (let i = 0; i < 9000; i++) {
      bind('used', schema('A'));
      bind(`edit ${i}`, schema('A'));
    }
    expect(asked.filter((query) => query === 'used')).toHaveLength(1);
    expect(created).toBeGreaterThan(1);
    bind('edit 0', schema('A'));
    expect(asked.filter((query) => query === 'edit 0')).toHaveLength(2);
    bind('edit 8999', schema('A'));
    expect(asked.filter((query) => query === 'edit 8999')).toHaveLength(1);
  });
});
