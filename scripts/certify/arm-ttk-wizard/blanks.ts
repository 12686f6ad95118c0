import type { Json } from '../../model/arm.ts';
import { armTtkTest } from '../arm-ttk-test.ts';
import { inWizard } from '../check.ts';
import { isList, isObject, walk } from '../node.ts';

const mayBeEmpty = new Set(['basics', 'defaultvalue', 'steps']);
/** The original reads the raw text, so that a text which looks like JSON counts as well. */
const looksBlank = /:\s*(?:\{\s*\}|\[\s*(?:\{\s*\})?\s*\]|null)/;

export const mustNotHaveBlanks = armTtkTest(
  'CreateUIDefinition',
  'CreateUIDefinition-Must-Not-Have-Blanks',
  'Leave the property out instead of leaving it empty.',
  function* ({ wizard }) {
    for (const { key, path, value } of walk(wizard)) {
      if (mayBeEmpty.has(key.toLowerCase())) continue;
      if (typeof value === 'string' && looksBlank.test(value)) {
        yield inWizard(path, 'the text holds an empty value after a colon');
      } else if (typeof path.at(-1) === 'string' && isBlank(value)) {
        yield inWizard(path, 'the property is empty');
      }
    }
  },
);

function isBlank(value: Json): boolean {
  if (value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (isObject(value)) return Object.keys(value).length === 0;
  if (!isList(value)) return false;
  const [first] = value;
  return (
    value.length === 0 || (value.length === 1 && first !== null && !isList(first) && isBlank(first ?? ''))
  );
}
