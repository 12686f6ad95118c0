import { isScalar, parseDocument, Scalar, visit } from 'yaml';

/** Keys of definitions whose block texts are KQL. */
const queryKeys = new Set(['query', 'baseQuery', 'lastDataReceivedQuery', 'transform']);

/**
 * Replaces the queries that stand as block text (`|`) in a YAML file by what `layOut` makes of them.
 * Everything else keeps its bytes.
 */
export function replaceQueries(text: string, layOut: (query: string) => string): string {
  const document = parseDocument(text);
  if (document.errors.length > 0) return text;
  const changes: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  visit(document, {
    Pair: (_, { key, value }) => {
      if (!isScalar(key) || !queryKeys.has(String(key.value))) return;
      if (!isScalar(value) || value.type !== Scalar.BLOCK_LITERAL || typeof value.value !== 'string') return;
      const [from = 0, end = 0] = value.range ?? [];
      const start = text.indexOf('\n', from) + 1;
      // Other headers, such as |2 or |-, are not ours.
      if (text.slice(from, start).trim() !== '|') return;
      const indent = /^ */.exec(text.slice(start))?.[0] ?? '';
      const lines = layOut(value.value).trimEnd().split('\n');
      const block = lines.map((line) => (line === '' ? '' : indent + line)).join('\n');
      changes.push({ start, end, text: `${block}\n` });
    },
  });
  return changes.reduceRight((all, c) => all.slice(0, c.start) + c.text + all.slice(c.end), text);
}
