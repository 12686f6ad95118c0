import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { documentedRules } from '../../scripts/documentation/pages.ts';
import { findColumnNote } from '../../scripts/documentation/rule-notes.ts';
import { notes, readInput } from './documentation.ts';
import { read } from './project.ts';

const input = readInput();
const rules = documentedRules(input.definitions, input.bind);

test.each(['rules', 'table'])('docs/notes/%s.yaml has the form of its schema', (name) => {
  const ajv = new Ajv({ allowUnionTypes: true });
  const validate = ajv.compile(JSON.parse(read(`docs/notes/${name}.schema.json`)) as object);
  validate(parse(read(`docs/notes/${name}.yaml`)));
  expect(validate.errors ?? []).toEqual([]);
});

test('every rule has its notes, and nothing else has', () => {
  expect(Object.keys(notes.rules.rules).toSorted()).toEqual(rules.map(({ name }) => name).toSorted());
});

describe.each(rules)('the notes on $name', ({ name, rule, query, columns }) => {
  const note = notes.rules.rules[name];

  test('give every column of the result a meaning', () => {
    const missing = columns.filter((column) => !findColumnNote(notes.rules, name, column.name));
    expect(missing).toEqual([]);
  });

  test('speak of columns of the result only', () => {
    const known = new Set(columns.map((column) => column.name));
    const named = [...Object.keys(note?.columns ?? {}), ...Object.keys(note?.sample ?? {})];
    expect(named.filter((column) => !known.has(column))).toEqual([]);
  });

  test('name the severities that the query gives', () => {
    const [, expression = ''] = /\bAlertSeverity = (.+?),?$/m.exec(rule.query) ?? [];
    const given = [...expression.matchAll(/"(High|Medium|Low|Informational)"/g)].map(([, level]) => level);
    expect(Object.keys(note?.severity ?? {}).toSorted()).toEqual([...new Set(given)].toSorted());
  });

  test('show a severity and a reason that the query can give', () => {
    const { sample } = findColumnNote(notes.rules, name, 'Reason') ?? {};
    const texts = [...query.matchAll(/"([^"]*)"/g)].map(([, text = '']) => text.trim());
    const told = texts.filter((text) => text.length >= shortestReason && String(sample).includes(text));
    expect(told).not.toEqual([]);
    const severity = note?.severity && findColumnNote(notes.rules, name, 'AlertSeverity')?.sample;
    expect(['', ...Object.keys(note?.severity ?? {})]).toContain(severity ?? '');
  });

  test('show values of the type of their column', () => {
    const wrong = columns.filter((column) => {
      const sample = findColumnNote(notes.rules, name, column.name)?.sample;
      return sample !== '' && !kinds[column.type].includes(Array.isArray(sample) ? 'list' : typeof sample);
    });
    expect(wrong).toEqual([]);
  });

  test('give the techniques of the rule their titles', () => {
    const { techniques } = notes.rules;
    expect(rule.relevantTechniques.filter((id) => techniques[id] === undefined)).toEqual([]);
  });

  test('name constants that the query has', () => {
    const texts = JSON.stringify([note?.severity, note?.falseAlarms, note?.check]);
    const named = [...texts.matchAll(/\b[a-z]+_[a-z_]+\b/g)].map(([constant]) => constant);
    expect(named.filter((constant) => !query.includes(constant))).toEqual([]);
  });
});

/** Shorter texts of a query may be part of a reason by chance. */
const shortestReason = 8;

/** How a value of each type is written in the notes; times as text. */
const kinds = {
  string: ['string'],
  datetime: ['string'],
  timespan: ['string'],
  int: ['number'],
  long: ['number'],
  real: ['number'],
  bool: ['boolean'],
  dynamic: ['list'],
};

test('techniques nobody names have no title', () => {
  const named = new Set(rules.flatMap(({ rule }) => rule.relevantTechniques));
  expect(Object.keys(notes.rules.techniques).filter((id) => !named.has(id))).toEqual([]);
});

test('made-up addresses are those that nobody has', () => {
  const text = read('docs/notes/rules.yaml');
  const addresses = [...text.matchAll(/@([\w.]+\w)/g)].map(([, domain]) => domain);
  expect(addresses.filter((domain) => !/^example\.(com|net|org)$/.test(domain ?? ''))).toEqual([]);
});

test('every column of the table has its kinds of rows', () => {
  const columns = input.definitions.table.columns.map(({ name }) => name);
  expect(Object.keys(notes.table.columns).toSorted()).toEqual(columns.toSorted());
});
