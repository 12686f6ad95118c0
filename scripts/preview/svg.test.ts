import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { element, fit, text, textWidth, wrap } from './svg.ts';

const style = { size: 12, fill: '#000000' };

describe('texts', () => {
  it('are written so that no content becomes markup', () => {
    expect(text('<b> & "c"', 1, 2.04, style)).toBe(
      '<text x="1" y="2" font-size="12" fill="#000000">&lt;b&gt; &amp; &quot;c&quot;</text>',
    );
    expect(element('rect', { x: 0.05, id: 'a"b', rx: undefined })).toBe('<rect x="0.1" id="a&quot;b"/>');
  });

  it('are cut where they are too wide, and only there', () => {
    expect(fit('Sign-in attempts', 200, 12)).toBe('Sign-in attempts');
    expect(fit('Sign-in attempts', 60, 12)).toMatch(/^Sign-in.*\.\.\.$/);
  });

  it('fit into their width once cut', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.integer({ min: 60, max: 400 }), (content, width) => {
        expect(textWidth(fit(content, width, 12), 12)).toBeLessThanOrEqual(width);
      }),
    );
  });

  it('keep their words when they are wrapped', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(words, (list) => {
        const lines = wrap(list.join(' '), 120, 12, 100);
        expect(lines.join(' ')).toBe(list.join(' '));
        for (const line of lines.filter((l) => l.includes(' ')))
          expect(textWidth(line, 12)).toBeLessThanOrEqual(120);
      }),
    );
  });

  it('say that there is more where lines are left out', () => {
    const lines = wrap('one two three four five six seven eight nine ten', 60, 12, 2);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/\.\.\.$/);
  });
});
