import { array, assert, constantFrom, nat, oneof, property, record, stringMatching } from 'fast-check';
import { expect, test } from 'vitest';
import { findConstants } from './constant.ts';

test('a comment speaks of the constants right below it, over several lines', () => {
  const query = `let frequency = 1h;
// Reported from this many on,
// or from this share.
let min_items = 20;
let min_share = 0.8;
let events = Table
| where a == 1;
let unexplained = 3;
// Of those, none.
let people = dynamic(["a", "b"]);`;
  expect(findConstants(query)).toEqual([
    { name: 'min_items', value: '20', purpose: 'Reported from this many on, or from this share.' },
    { name: 'min_share', value: '0.8', purpose: 'Reported from this many on, or from this share.' },
    { name: 'people', value: 'dynamic(["a", "b"])', purpose: 'Of those, none.' },
  ]);
});

test('what a query works out is no constant, whatever the comment above it', () => {
  expect(findConstants('// All events.\nlet events = Table | count;\nlet none = timespan(null);')).toEqual(
    [],
  );
});

test('every constant with a comment is found, in order', () => {
  const name = stringMatching(/^[a-z]\w{0,8}$/);
  const value = oneof(nat().map(String), constantFrom('5m', '1.5', '"text"', 'dynamic([])'));
  const purpose = stringMatching(/^[A-Z][a-z ]{0,20}[a-z]$/);
  assert(
    property(array(record({ name, value, purpose })), (constants) => {
      const query = constants.map((c) => `// ${c.purpose}\n  let ${c.name} = ${c.value};\n`).join('');
      expect(findConstants(query)).toEqual(constants);
    }),
  );
});
