import { expect, test } from 'vitest';
import { editText } from './sample-edit.ts';

test('an exchange shows both texts without their common indentation', () => {
  const edit = { file: 'a.yaml', search: '    x: 1\n      y: 2\n', replace: '    x: 3\n' };
  expect(editText(edit)).toBe('--- a.yaml\n- x: 1\n-   y: 2\n+ x: 3');
});

test('what is exchanged up to a text leaves that text', () => {
  const edit = { file: 'a.yaml', search: 'from', until: 'to', replace: 'new' };
  expect(editText(edit)).toBe('--- a.yaml\n- from\n- …\n- to\n+ new\n+ to');
});

test('an addition, a new file, a deletion and bytes are told apart', () => {
  expect(editText({ file: 'a', append: 'x', times: 3 })).toBe(
    '--- a\n+ x\n# The added text stands there 3 times.',
  );
  expect(editText({ file: 'a', create: 'x\n' })).toBe('--- a\n+ x');
  expect(editText({ file: 'a', delete: true })).toBe('--- a\n# The file is deleted.');
  expect(editText({ file: 'a', bytes: 'eA==' })).toBe('--- a\n# The file holds the bytes eA== (base64).');
});

test('long texts are cut', () => {
  const lines = editText({ file: 'a', append: `${'word '.repeat(100)}\n`.repeat(40) }).split('\n');
  expect(lines.length).toBeLessThan(20);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(130);
});
