import type { Json } from '../../model/arm.ts';
import { armTtkTest } from '../arm-ttk-test.ts';
import { inWizard } from '../check.ts';
import { fileNodes, isList, isObject } from '../node.ts';

const mayBeEmpty = new Set(['basics', 'defaultvalue', 'steps']);
/** The original reads the raw text, so that a text which looks like JSON counts as well. */
const looksBlank = /:\s*(?:\{\s*\}|\[\s*(?:\{\s*\})?\s*\]|null)/;

export const mustNotHaveBlanks = armTtkTest(
  'CreateUIDefinition',
  'CreateUIDefinition-Must-Not-Have-Blanks',
  'Leave the property out instead of leaving it empty.',
  function* ({ wizard }) {
    for (const node of fileNodes(wizard)) {
      const { key, name, value } = node;
      if (mayBeEmpty.has(key.toLowerCase())) continue;
      if (typeof value === 'string' && looksBlank.test(value)) {
        yield inWizard(node.path, 'the text holds an empty value after a colon');
      } else if (name !== undefined && isBlank(value)) {
        yield inWizard(node.path, 'the property is empty');
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
