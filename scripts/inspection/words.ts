import type { Json } from '../model/arm.ts';
import type { ItemDifference, PropertyDifference } from './difference.ts';
import type { ChangedLine } from './line-difference.ts';
import { isContent, type PackageItem } from './item.ts';
import type { SolutionPackage } from './package.ts';
import { sha256 } from '../bundle/file.ts';

/** So much of a text is shown; `--json` has the rest. */
const maximumLines = 30;
const maximumValue = 90;
const maximumLine = 160;

/** What is in a package, for people. */
export function describeContents(subject: SolutionPackage, items: readonly PackageItem[]): string {
  const rows = items
    .filter(isContent)
    .map(({ kind, version, id, name, sha256 }) => [kind, version || '-', id, name, sha256.slice(0, 12)]);
  const others = new Map<string, number>();
  for (const { kind } of items.filter((item) => !isContent(item)))
    others.set(kind, (others.get(kind) ?? 0) + 1);
  const files = [
    [subject.path, size(subject.size), subject.sha256],
    ...subject.files.map(({ path, bytes }) => [`  ${path}`, size(bytes.length), sha256(bytes)]),
  ];
  return [
    table(['File', 'Size', 'SHA-256'], files),
    table(['Kind', 'Version', 'Id', 'Name', 'SHA-256'], rows),
    `Besides: ${[...others].map(([kind, count]) => `${count} × ${kind}`).join(', ')}`,
  ].join('\n\n');
}

/** What differs, for people; a line for each thing and each of its properties. */
export function describeDifferences(differences: readonly ItemDifference[]): string {
  return differences
    .map((difference) => {
      const { change, kind, name, id, before, after, properties } = difference;
      const label = id.startsWith(name) ? id : `${name} (${id})`;
      const versions = before && after && before !== after ? `, version ${before} -> ${after}` : '';
      const head = `${{ added: '+', removed: '-', changed: '~' }[change]} ${kind} ${label} ${change}${versions}`;
      return [head, ...properties.flatMap(describeProperty)].join('\n');
    })
    .join('\n');
}

function describeProperty({ path: whole, before, after, lines }: PropertyDifference): string[] {
  const path = shorten(whole);
  if (lines) {
    const count = (sign: string): number => lines.filter((line) => line.sign === sign).length;
    const shown = lines
      .slice(0, maximumLines)
      .map((line, i) => `      ${showLine(line, lines[i ^ 1], lines.length)}`);
    const rest = lines.length - shown.length;
    return [
      `    ${path}: lines removed: ${count('-')}, added: ${count('+')}`,
      ...shown,
      ...(rest > 0 ? [`      ... and ${rest} more`] : []),
    ];
  }
  if (before === undefined) return [`    ${path}: added, ${show(after)}`];
  if (after === undefined) return [`    ${path}: removed, was ${show(before)}`];
  const [was, is] = showChange(before, after);
  return [`    ${path}: ${was} -> ${is}`];
}

/** A line with its sign and number; where one took the place of one other, cut to where they differ. */
function showLine({ sign, line, text }: ChangedLine, other: ChangedLine | undefined, count: number): string {
  const isPair = count === 2 && other !== undefined && other.sign !== sign;
  const content = isPair
    ? cut(text, differenceStart(text, other.text, maximumLine))
    : text.slice(0, maximumLine);
  return `${sign} ${String(line).padStart(4)}  ${content}`;
}

/** Two values, each cut to where they differ. */
export function showChange(before: Json | undefined, after: Json | undefined): [string, string] {
  const [a, b] = [JSON.stringify(before) ?? 'nothing', JSON.stringify(after) ?? 'nothing'];
  const start = differenceStart(a, b, maximumValue);
  return [cut(a, start), cut(b, start)];
}

/** Where to begin showing two texts of which one is longer than `limit`: shortly before they differ. */
function differenceStart(a: string, b: string, limit: number): number {
  let same = 0;
  while (same < Math.min(a.length, b.length) && a[same] === b[same]) same += 1;
  return Math.max(a.length, b.length) > limit ? Math.max(0, same - lead) : 0;
}

/** So much is shown of what both begin with. */
const lead = 24;

function show(value: Json | undefined): string {
  return cut(JSON.stringify(value) ?? 'nothing', 0);
}

function cut(text: string, start: number): string {
  const rest = text.slice(start);
  const shown = rest.length > maximumValue ? `${rest.slice(0, maximumValue)}...` : rest;
  return start > 0 ? `...${shown}` : shown;
}

/** An item of a workbook is known by its name, wherever in the workbook it stands. */
function shorten(path: string): string {
  return path
    .replace(/^properties\.serializedData\./, '')
    .replace(/^(?:items\[[^\]]*\]\.content\.)*items\[([^\]]*)\]\.?/, '$1: ');
}

function size(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
