import { assert, constantFrom, property, string } from 'fast-check';
import { marked } from 'marked';
import { expect, test } from 'vitest';
import { anchorOf, cell, codeCell, escapeText, markdownTable } from './table.ts';

/** What a reader sees of HTML. */
function seen(html: string): string {
  return html
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

// Mostly what Markdown gives a meaning; addresses, entities and code between backticks may have theirs.
const unit = constantFrom(...'ab1 *_|<>[]()\\#-+.!');
const text = string({ unit, minLength: 1 }).filter((s) => /^\S/.test(s) && /\S$/.test(s));

test('a cell shows its text and nothing else, whatever stands in it', () => {
  assert(
    property(text, (s) => {
      const html = marked.parse(markdownTable(['a', 'b'], [[cell(s), 'end']]), { async: false });
      expect(html.match(/<td>/g)).toHaveLength(2);
      expect(seen(html.slice(html.indexOf('<td>'), html.indexOf('</td>')))).toBe(s.replace(/\s+/g, ' '));
    }),
    { numRuns: 1000 },
  );
});

test('code in a cell may hold a pipe', () => {
  const html = marked.parse(markdownTable(['a'], [[codeCell('x | y')]]), { async: false });
  expect(html).toContain('<code>x | y</code>');
});

test('a paragraph keeps code as it is and shows the rest as it stands', () => {
  const html = marked.parse(escapeText('Use `a_*b` and not <x> or *y* or [z].'), { async: false });
  expect(html).toContain('<code>a_*b</code>');
  expect(seen(html).trim()).toBe('Use a_*b and not <x> or *y* or [z].');
});

test('anchors are those of GitHub', () => {
  expect(anchorOf('Solution, table, texts and logo')).toBe('solution-table-texts-and-logo');
  expect(anchorOf('1Password - Vault export')).toBe('1password---vault-export');
});
