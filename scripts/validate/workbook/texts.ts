import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ValuePath, WorkbookDocument, WorkbookInput } from '../../model/workbook.ts';

/** Nothing in a template may belong to one customer or person, or lead out of the tenant. */
export function checkTexts(input: WorkbookInput): Diagnostic[] {
  return [input.manifest, ...input.parts].flatMap((document) =>
    textsOf(document.value, []).flatMap(({ text, path }) => checkText(document, text, path)),
  );
}

/** Hosts of documentation. */
const documentation = ['support.1password.com', 'developer.1password.com', 'learn.microsoft.com'];

const guidPattern = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
const emailPattern = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const linkPattern = /\bhttps?:\/\/([^/\s"')\]]+)/gi;

function checkText(document: WorkbookDocument, text: string, path: ValuePath): Diagnostic[] {
  const at = (match: RegExpMatchArray) => document.within(path, match.index ?? 0, match[0].length);
  return [
    ...[...text.matchAll(guidPattern)].map((match) =>
      diagnostic('workbook-guid', at(match), { guid: match[0] }),
    ),
    ...[...text.matchAll(emailPattern)].map((match) =>
      diagnostic('workbook-email', at(match), { email: match[0] }),
    ),
    ...[...text.matchAll(linkPattern)]
      .filter((match) => !documentation.includes((match[1] ?? '').toLowerCase()))
      .map((match) => {
        const args = { host: match[1] ?? '', known: documentation.join(', ') };
        return diagnostic('workbook-external-link', at(match), args);
      }),
  ];
}

function textsOf(value: unknown, path: ValuePath): { readonly text: string; readonly path: ValuePath }[] {
  if (typeof value === 'string') return [{ text: value, path }];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsOf(item, [...path, index]));
  return Object.entries(value).flatMap(([key, item]) => textsOf(item, [...path, key]));
}
