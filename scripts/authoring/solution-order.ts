import { isScalar, isSeq, parseDocument } from 'yaml';

/** Adds a name to the end of the list `rules` of solution.yaml; everything else keeps its bytes. */
export function addToOrder(solution: string, name: string): string {
  const list = parseDocument(solution).get('rules', true);
  const last = isSeq(list) ? list.items.at(-1) : undefined;
  if (!isSeq(list) || !isScalar(last)) throw new TypeError('solution.yaml has no list of rules');
  const end = last.range?.[1] ?? 0;
  if (list.flow) return insert(solution, end, `, ${name}`);
  // The dash of the first entry tells how deep the list is indented.
  const start = list.range?.[0] ?? 0;
  const indent = solution.slice(solution.lastIndexOf('\n', start - 1) + 1, start);
  const lineEnd = solution.indexOf('\n', end);
  return insert(solution, lineEnd < 0 ? solution.length : lineEnd, `\n${indent}- ${name}`);
}

function insert(text: string, at: number, addition: string): string {
  return text.slice(0, at) + addition + text.slice(at);
}
