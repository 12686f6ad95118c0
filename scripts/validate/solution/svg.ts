/** A tag of an SVG text, or what is no tag but begins like one. */
export interface SvgTag {
  readonly kind: 'open' | 'close' | 'empty' | 'comment' | 'other';
  readonly name: string;
  readonly attributes: readonly SvgAttribute[];
  readonly offset: number;
  readonly length: number;
}

export interface SvgAttribute {
  readonly name: string;
  readonly value: string;
  readonly offset: number;
}

export interface SvgFault {
  readonly reason: string;
  readonly offset: number;
}

const nameForm = '[A-Za-z_:][\\w:.-]*';
const attributeForm = `\\s+(${nameForm})\\s*=\\s*("[^"<]*"|'[^'<]*')`;

/** Splits an SVG text into its tags; what cannot be read is reported once, and ends the reading. */
export function readSvg(text: string, report: (fault: SvgFault) => void): SvgTag[] {
  const tags: SvgTag[] = [];
  const open: SvgTag[] = [];
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const tag = readTag(text, at);
    if (!tag) {
      report({ reason: 'a tag cannot be read', offset: at });
      return tags;
    }
    tags.push(tag);
    at += tag.length;
    if (tag.kind === 'open') open.push(tag);
    if (tag.kind !== 'close') continue;
    const opened = open.pop();
    if (opened?.name !== tag.name) {
      report({ reason: `</${tag.name}> closes nothing`, offset: tag.offset });
      return tags;
    }
  }
  const left = open.at(-1);
  if (left) report({ reason: `<${left.name}> is not closed`, offset: left.offset });
  return tags;
}

function readTag(text: string, offset: number): SvgTag | undefined {
  const rest = text.slice(offset);
  const comment = /^<!--[\s\S]*?-->/.exec(rest);
  if (comment) return bare('comment', '', offset, comment[0].length);
  const other = /^<[!?][\s\S]*?>/.exec(rest);
  if (other) return bare('other', /^<([!?]\S*)/.exec(rest)?.[1] ?? '', offset, other[0].length);
  const close = new RegExp(`^</(${nameForm})\\s*>`).exec(rest);
  if (close) return bare('close', close[1] ?? '', offset, close[0].length);
  const start = new RegExp(`^<(${nameForm})((?:${attributeForm})*)\\s*(/?)>`).exec(rest);
  if (!start) return undefined;
  const [whole, name = '', list = ''] = start;
  const attributes = [...list.matchAll(new RegExp(attributeForm, 'g'))].map((match) => ({
    name: match[1] ?? '',
    value: (match[2] ?? '').slice(1, -1),
    offset: offset + 1 + name.length + match.index + match[0].search(/\S/),
  }));
  return { kind: whole.endsWith('/>') ? 'empty' : 'open', name, attributes, offset, length: whole.length };
}

function bare(kind: SvgTag['kind'], name: string, offset: number, length: number): SvgTag {
  return { kind, name, attributes: [], offset, length };
}
