import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { locationAt, type SourceFile } from '../../load/source.ts';
import type { Path, YamlDocument } from '../../load/yaml.ts';

/** Source: validMSBranding.ts of the public content repository. */
const brandWithoutCompany = /(?<!Microsoft\s)(?<!-)\bSentinel\b/g;
const formerBrand = /\bAzure Sentinel\b/g;
const unfinished = /<(?!https?:)[A-Za-z][^<>\n]*>|\b(?:TODO|FIXME|TBD|XXX)\b/g;
const links = /\bhttps?:\/\/[^\s()<>"'`\]]+/g;
/** A language in the path of an address, as in /en-us/. */
const language = /^https?:\/\/[^/]+\/(?:[^/]+\/)?[a-z]{2}-[a-z]{2}(?:\/|$)/i;

/** Checks every text of a document that is shown to people. `skip` leaves out values that are no prose. */
export function checkTexts(
  document: YamlDocument,
  skip: (path: Path) => boolean = () => false,
): Diagnostic[] {
  return [...eachText(document.value)]
    .filter(({ path }) => !skip(path))
    .flatMap(({ path, text }) => checkText(text, (offset, length) => document.within(path, offset, length)));
}

/** Checks one text; `locate` gives the place of an offset in it. */
export function checkText(
  text: string,
  locate: (offset: number, length: number) => Diagnostic['location'],
): Diagnostic[] {
  const findings: Diagnostic[] = [];
  const brands = [...text.matchAll(formerBrand)];
  // "Azure Sentinel" is one mistake, not two.
  const alone = [...text.matchAll(brandWithoutCompany)].filter(
    (m) => !brands.some((b) => m.index > b.index && m.index < b.index + b[0].length),
  );
  for (const { 0: found, index } of [...brands, ...alone]) {
    findings.push(diagnostic('text-branding', locate(index, found.length), { found }));
  }
  for (const { 0: found, index } of text.matchAll(unfinished)) {
    findings.push(diagnostic('text-unfinished', locate(index, found.length), { found }));
  }
  for (const { 0: link, index } of text.matchAll(links)) {
    const reason = link.startsWith('http:')
      ? 'is not encrypted'
      : language.test(link)
        ? 'leads to the page of one language'
        : undefined;
    if (reason) findings.push(diagnostic('text-link', locate(index, link.length), { link, reason }));
  }
  return findings;
}

/** The first character of each line that is not ASCII; the public content repository refuses such YAML. */
export function checkAscii(source: SourceFile): Diagnostic[] {
  return [...source.text.matchAll(/^[\x20-\x7e]*([^\n\x20-\x7e])/gmu)].map((match) => {
    const character = match[1] ?? '';
    const at = locationAt(source, match.index + match[0].length - character.length);
    return diagnostic('text-ascii', at, { character: JSON.stringify(character) });
  });
}

interface DocumentText {
  readonly path: Path;
  readonly text: string;
}

/** Every text value of a document with its path, in order. */
function* eachText(value: unknown, path: Path = []): Generator<DocumentText> {
  if (typeof value === 'string') {
    yield { path, text: value };
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* eachText(item, [...path, index]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) yield* eachText(item, [...path, key]);
  }
}
