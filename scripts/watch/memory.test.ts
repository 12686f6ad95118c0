import { describe, expect, test } from 'vitest';
import type { Binder, QueryAnalysis } from '../kql/analyze.ts';
import { rememberAnswers } from './memory.ts';

function analysis(name: string): QueryAnalysis {
  return { columns: [{ name, type: 'string' }], problems: [] } as unknown as QueryAnalysis;
}

const schema = (name: string) => ({ tables: [{ name, columns: [] }], functions: [] });

describe('answers of the binder', () => {
  test('are kept by query and content of the schema', () => {
    const asked: string[] = [];
    const binder: Binder = (query, { tables }) => {
      asked.push(`${query} ${tables[0]?.name}`);
      return analysis(`${query} ${tables[0]?.name}`);
    };
    const { bind } = rememberAnswers(binder, () => binder);
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
    const { bind } = rememberAnswers(binder, () => (created++, binder));
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
