/**
 * In: solution/logo.svg. Out: what Content Hub does not take in a logo. Sources: logoImageChecker.ts and
 * logoImageSVGChecker.ts of the public content repository; scripts, handlers, foreign content and
 * references to the outside are refused by us: the logo is shown inside the portal.
 */
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { locationAt, type SourceFile } from '../../load/source.ts';
import { readSvg, type SvgAttribute, type SvgTag } from './svg.ts';

const maximumBytes = 5 * 1024;
const svgNamespace = 'http://www.w3.org/2000/svg';
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** Elements by their names in lower case: the validators look for some, the portal must not run the others. */
const forbiddenElements = new Map([
  ['script', 'a script'],
  ['foreignobject', 'foreign content (foreignObject)'],
  ['title', 'a title'],
  ['image', 'an embedded picture'],
  ['style', 'a style sheet'],
  ['iframe', 'a frame'],
  ['embed', 'embedded content'],
  ['object', 'embedded content'],
  ['set', 'an animation'],
  ['animate', 'an animation'],
  ['animatemotion', 'an animation'],
  ['animatetransform', 'an animation'],
  ['handler', 'an event handler'],
  ['listener', 'an event handler'],
]);

const forbiddenAttributes = new Set(['style', 'cls', 'xmlns:xlink', 'xlink:href', 'data-name']);

export function checkLogo(source: SourceFile): Diagnostic[] {
  const { text } = source;
  const findings: Diagnostic[] = [];
  const at = (offset: number, length = 1): Diagnostic['location'] => locationAt(source, offset, length);
  const tags = readSvg(text, ({ reason, offset }) => {
    findings.push(diagnostic('logo-form', at(offset), { reason }));
  });
  const bytes = Buffer.byteLength(text);
  if (bytes > maximumBytes) findings.push(diagnostic('logo-size', at(0), { bytes, limit: maximumBytes }));
  const root = tags.find((tag) => tag.kind !== 'comment');
  const namespace = root?.attributes.find((attribute) => attribute.name === 'xmlns')?.value;
  if (root?.name !== 'svg' || namespace !== svgNamespace) {
    const reason = `it must begin with <svg xmlns="${svgNamespace}">`;
    findings.push(diagnostic('logo-form', at(root?.offset ?? 0, root?.length), { reason }));
  }
  const ids = new Set<string>();
  for (const tag of tags) {
    findings.push(...checkTag(tag, at));
    for (const attribute of tag.attributes) findings.push(...checkAttribute(attribute, ids, at));
  }
  return findings;
}

type At = (offset: number, length?: number) => Diagnostic['location'];

function checkTag({ kind, name, offset, length }: SvgTag, at: At): Diagnostic[] {
  if (kind === 'comment' || kind === 'close') return [];
  // Of declarations only <?xml ?> is harmless: document types define entities, others load style sheets.
  const isDeclaration = kind === 'other' && name !== '?xml';
  const local = name.toLowerCase().replace(/^.*:/, '');
  const what = isDeclaration ? `the declaration <${name}` : forbiddenElements.get(local);
  return what === undefined ? [] : [diagnostic('logo-forbidden', at(offset, length), { what })];
}

function checkAttribute({ name, value, offset }: SvgAttribute, ids: Set<string>, at: At): Diagnostic[] {
  const place = at(offset, name.length + value.length + 3);
  const key = name.toLowerCase();
  if (forbiddenAttributes.has(key))
    return [diagnostic('logo-forbidden', place, { what: `the attribute ${name}` })];
  if (/^(?:.*:)?on[a-z]+$/.test(key)) {
    return [diagnostic('logo-forbidden', place, { what: `the event handler ${name}` })];
  }
  if (key === 'id') {
    const reason = !guid.test(value)
      ? 'is no GUID'
      : ids.has(value.toLowerCase())
        ? 'stands twice'
        : undefined;
    ids.add(value.toLowerCase());
    return reason === undefined ? [] : [diagnostic('logo-id', place, { id: value, reason })];
  }
  const reference = outsideReference(key, value);
  return reference === undefined ? [] : [diagnostic('logo-reference', place, { reference })];
}

/** Links may lead to an id of the drawing only; namespaces are names, not addresses. */
function outsideReference(key: string, value: string): string | undefined {
  if (key === 'xmlns' || key.startsWith('xmlns:')) return undefined;
  const plain = decodeEntities(value);
  const isLink = /^(?:.*:)?(?:href|src)$/.test(key);
  if (isLink && !plain.trim().startsWith('#')) return value;
  const used = /url\(\s*["']?\s*([^"')]*)/i.exec(plain)?.[1];
  if (used !== undefined && !used.startsWith('#')) return used;
  return /(?:\b[a-z][a-z0-9+.-]*:)?\/\/\w|\b(?:javascript|data):/i.test(plain) ? value : undefined;
}

function decodeEntities(value: string): string {
  return value
    .replace(/&#x([0-9a-f]{1,6});/gi, (_, digits: string) => character(Number.parseInt(digits, 16)))
    .replace(/&#(\d{1,7});/g, (_, digits: string) => character(Number(digits)));
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
