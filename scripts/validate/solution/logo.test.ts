import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkLogo } from './logo.ts';
import { sampleSource } from './sample.ts';

const start = '<svg xmlns="http://www.w3.org/2000/svg" width="75" height="75">';
const id = 'a3f1c2d4-5b6e-4f70-8a91-b2c3d4e5f607';

function codes(text: string): string[] {
  return checkLogo({ path: 'logo.svg', text }).map((finding) => finding.code);
}

function codesWithin(content: string): string[] {
  return codes(`${start}${content}</svg>\n`);
}

/** A logo of a size in bytes. */
function filled(bytes: number): string {
  return `${start}${' '.repeat(bytes - start.length - 6)}</svg>`;
}

describe('checkLogo', () => {
  test('finds nothing in the logo of the project', () => {
    expect(checkLogo(sampleSource('solution/logo.svg'))).toEqual([]);
  });

  test.each([
    '<!-- a comment --><g><rect width="1"/></g>',
    `<linearGradient id="${id}"/><rect fill="url(#${id})"/><use href="#${id}"/>`,
    '<path d="M1 2-3"/>',
  ])('takes %s', (content) => {
    expect(codesWithin(content)).toEqual([]);
  });

  test.each([
    ['logo-forbidden', '<script>alert(1)</script>'],
    ['logo-forbidden', '<SCRIPT/>'],
    ['logo-forbidden', '<svg:script/>'],
    ['logo-forbidden', '<rect onclick="x()"/>'],
    ['logo-forbidden', "<rect OnLoad='x()'/>"],
    ['logo-forbidden', '<foreignObject></foreignObject>'],
    ['logo-forbidden', '<title>Logo</title>'],
    ['logo-forbidden', '<image/>'],
    ['logo-forbidden', '<style></style>'],
    ['logo-forbidden', '<rect style="fill:red"/>'],
    ['logo-forbidden', '<rect cls="a"/>'],
    ['logo-forbidden', '<rect data-name="a"/>'],
    ['logo-forbidden', '<g xmlns:xlink="http://www.w3.org/1999/xlink"/>'],
    ['logo-forbidden', '<use xlink:href="#a"/>'],
    ['logo-forbidden', '<!DOCTYPE svg>'],
    ['logo-forbidden', '<?xml-stylesheet href="a.css"?>'],
    ['logo-reference', '<use href="https://example.com/a.svg#b"/>'],
    ['logo-reference', '<use href="other.svg#b"/>'],
    ['logo-reference', '<g values="java&#115;cript:x()"/>'],
    ['logo-reference', '<use href="//example.com/a.svg"/>'],
    ['logo-reference', '<a href="java&#115;cript:x()"/>'],
    ['logo-reference', '<a href="java&#x73;cript:x()"/>'],
    ['logo-reference', '<rect fill="url(https://example.com/a)"/>'],
    ['logo-reference', '<rect fill="url( \'a.svg#b\')"/>'],
    ['logo-reference', '<g id="' + id + '" begin="http://example.com"/>'],
    ['logo-id', '<g id="lock"/>'],
    ['logo-id', `<g id="${id}"/><g id="${id.toUpperCase()}"/>`],
    ['logo-form', '<g>'],
    ['logo-form', '</g>'],
    ['logo-form', '<g><rect></g>'],
    ['logo-form', '<g><rect></g></rect>'],
    ['logo-form', '<rect width=1/>'],
  ])('%s: %s', (code, content) => {
    expect(codesWithin(content)).toContain(code);
  });

  test('marks the place', () => {
    const [finding] = checkLogo({
      path: 'logo.svg',
      text: `${start}\n  <rect width="1" style="a"/>\n</svg>\n`,
    });
    expect(finding?.location).toEqual({ file: 'logo.svg', line: 2, column: 19, length: 9 });
  });

  test('begins with an svg of the right namespace', () => {
    expect(codes('<svg></svg>')).toEqual(['logo-form']);
    expect(codes('<html xmlns="http://www.w3.org/2000/svg"></html>')).toEqual(['logo-form']);
    expect(codes('')).toEqual(['logo-form']);
  });

  test('has at most 5 KB', () => {
    expect(codes(filled(5120))).toEqual([]);
    expect(codes(filled(5121))).toEqual(['logo-size']);
  });

  test('any text gets an answer', () => {
    const text = fc.string({
      unit: fc.constantFrom('<', '>', '/', '"', "'", ' ', '=', 'a', 'svg', '!--', '-->', '?', '&#x73;'),
    });
    fc.assert(
      fc.property(text, (content) => {
        expect(Array.isArray(codesWithin(content))).toBe(true);
      }),
    );
  });
});
