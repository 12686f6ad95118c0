import { expect, it } from 'vitest';
import { expandVariable } from './variable.ts';

const template = { variables: { a: "[variables('b')]", o: { list: ['x', { y: 1 }] } } };

it('resolves a variable once, with its parts', () => {
  expect(expandVariable("[variables('a')]", template)).toBe("[variables('b')]");
  expect(expandVariable("[variables('o').list[0]]", template)).toBe('x');
  expect(expandVariable("[ variables('o').list[1].y ]", template)).toBe(1);
});

it('leaves every other text alone and knows what is missing', () => {
  expect(expandVariable("[concat(variables('a'))]", template)).toBe("[concat(variables('a'))]");
  expect(expandVariable("[variables('absent')]", template)).toBeUndefined();
  expect(expandVariable("[variables('o').absent]", template)).toBeUndefined();
});
