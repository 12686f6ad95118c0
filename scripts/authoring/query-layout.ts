import { toFragment } from '../kql/fragment.ts';
import { maskLiterals } from '../kql/mask.ts';
import type { SourceFile } from '../load/source.ts';
import type { KqlFormatter } from './kql-formatter.ts';
import { hide, show, type ParameterRole } from './stand-in.ts';

const roles: readonly ParameterRole[] = ['value', 'comparison'];

/** The formatter looks at the lines it finds, so that some texts settle only when they are laid out again. */
const maximumPasses = 4;

/**
 * A query in the layout of the project, ending in one line end. Only blanks and line ends change; a text
 * that the formatter cannot read, or about which it does not settle, is returned as it is.
 */
export function layOutQuery(query: string, format: KqlFormatter): string {
  let [before, text] = [query, layOutOnce(query, format)];
  for (let pass = 1; pass < maximumPasses && text !== before; pass++) {
    [before, text] = [text, layOutOnce(text, format)];
  }
  return text === before ? text : query;
}

function layOutOnce(query: string, format: KqlFormatter): string {
  if (query.trim() === '') return query;
  for (const role of roles) {
    const hidden = hide(query, role);
    const formatted = hidden && format(hidden.text);
    if (formatted === undefined) continue;
    const result = `${joinOpening(show(formatted, hidden?.parts ?? [])).trimEnd()}\n`;
    if (essence(result) === essence(query)) return result;
  }
  return query;
}

/** A parenthesis that was left alone on its line, before a table as deep as itself, goes to the table. */
function joinOpening(text: string): string {
  return text.replace(/^( *)\(\n\1(?=\S)/gm, '$1(');
}

/** Stands in for the table before the first step of a fragment. */
const anyTable = 'T\n';

/** A fragment in the layout of the project; a list of terms is no query and stays as it is. */
export function layOutFragment(source: SourceFile, format: KqlFormatter): string {
  const { kind } = toFragment(source);
  if (kind === 'terms') return source.text;
  if (kind === 'definitions') return layOutQuery(source.text, format);
  const query = layOutQuery(anyTable + source.text, format);
  return query.startsWith(anyTable) ? query.slice(anyTable.length) : source.text;
}

/** Equal for two texts that differ in blanks and line ends between their words only. */
function essence(query: string): string {
  const words = maskLiterals(query).match(/\w+/g) ?? [];
  const lines = query.match(/\/\/.*$/gm)?.map((comment) => comment.trimEnd()) ?? [];
  return JSON.stringify([query.replace(/\s+/g, ''), words, lines]);
}
