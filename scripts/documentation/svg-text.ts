/** Text in pictures. Fonts differ from reader to reader, so widths are estimates on the safe side. */
import { escapeXml } from '../report/xml.ts';

export type TextStyle = 'normal' | 'bold' | 'grey' | 'link' | 'title';

const attributes: Readonly<Record<TextStyle, string>> = {
  normal: '',
  bold: ' font-weight="600"',
  grey: ' fill="#605e5c"',
  link: ' fill="#0f5ea8"',
  title: ' font-size="20" font-weight="600"',
};

export const fontSize = 14;

/** A line of text whose base line is at y. */
export function textAt(x: number, y: number, text: string, style: TextStyle = 'normal'): string {
  return `<text x="${x}" y="${y}"${attributes[style]}>${escapeXml(text)}</text>`;
}

/** Width in pixels at most, of the widest font that is likely. */
export function widthOf(text: string, size: number = fontSize): number {
  return [...text].reduce((sum, letter) => sum + size * shareOf(letter), 0);
}

/** Width of a letter as a share of the font's size. Source: the widths of DejaVu Sans, rounded up. */
function shareOf(letter: string): number {
  if (/[ijl.,:;'|! ]/.test(letter)) return 0.34;
  if (/[frt()/-]/.test(letter)) return 0.42;
  if (/[mwMW@]/.test(letter)) return 0.99;
  return /[A-Z]/.test(letter) ? 0.74 : 0.64;
}

/** Breaks a text at blanks into lines no wider than `width` pixels; a single longer word stays whole. */
export function wrapText(text: string, width: number, size: number = fontSize): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer, size) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return line === '' ? lines : [...lines, line];
}
