/** Lists, a page at a time, with the address of the next page. */
import { ok, type Answer, type Ask } from './exchange.ts';

export function pageOf(items: readonly unknown[], ask: Ask, size: number): Answer {
  const start = Number(ask.query.get('$skiptoken') ?? 0);
  const top = Number(ask.query.get('$top') ?? Number.POSITIVE_INFINITY);
  const end = Math.min(start + size, items.length, top);
  const value = items.slice(start, end);
  if (end >= items.length || end >= top) return ok({ value });
  const query = new URLSearchParams(ask.query);
  query.set('$skiptoken', String(end));
  return ok({ value, nextLink: `https://${ask.headers['host'] ?? ''}${encodeURI(ask.exactPath)}?${query}` });
}

/** The texts of an OData filter such as `tagName eq 'a' and tagValue eq 'b'`, by name in lower case. */
export function filterOf(ask: Ask): ReadonlyMap<string, string> {
  const filter = ask.query.get('$filter') ?? '';
  return new Map(
    [...filter.matchAll(/([\w./]+) eq '((?:[^']|'')*)'/g)].map(([, name = '', value = '']) => [
      name.toLowerCase(),
      value.replaceAll("''", "'"),
    ]),
  );
}
