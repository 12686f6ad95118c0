import { expect, it } from 'vitest';
import { shownItems, valuesFor } from './notebook.ts';

const when = (parameterName: string, comparison: string, value: string) => ({
  parameterName,
  comparison,
  value,
});
const item = (name: string, more: object) => ({ type: 1, name, content: {}, ...more });

it.each([
  ['without a condition', {}, true],
  ['for its tab', { conditionalVisibility: when('selectedTab', 'isEqualTo', 'One') }, true],
  ['for another tab', { conditionalVisibility: when('selectedTab', 'isEqualTo', 'Two') }, false],
  ['once a person is chosen', { conditionalVisibility: when('Person', 'isNotEqualTo', '') }, true],
  ['until a person is chosen', { conditionalVisibility: when('Person', 'isEqualTo', '') }, false],
  ['once an address is chosen', { conditionalVisibility: when('PickedIp', 'isNotEqualTo', '') }, false],
  [
    'where both hold',
    { conditionalVisibilities: [when('Person', 'isNotEqualTo', ''), when('PickedIp', 'isNotEqualTo', '')] },
    false,
  ],
])('an item that shows %s', (_, condition, isShown) => {
  const found = shownItems({ items: [item('a', condition)] }, valuesFor('One'));
  expect(found.map(({ name }) => name)).toEqual(isShown ? ['a'] : []);
});

it('takes the whole row where no width is given', () => {
  const items = shownItems({ items: [item('a', { customWidth: '40' }), item('b', {})] }, {});
  expect(items.map(({ width }) => width)).toEqual([40, 100]);
});
