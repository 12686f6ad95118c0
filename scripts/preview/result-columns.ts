/**
 * The columns that a query yields, read from its last steps. A preview needs names only and has no
 * schema, so this reads the steps by which our queries end and no others.
 */
export function resultColumns(query: string): string[] {
  const steps = query
    .trim()
    .split(/\n\s*\|/)
    .map((step) => step.trim());
  const added: string[] = [];
  const removed: string[] = [];
  for (const step of steps.toReversed()) {
    const [, operator = '', rest = ''] = /^([\w-]+)\s*([\s\S]*)$/.exec(step) ?? [];
    if (operator === 'extend') added.unshift(...names(rest));
    if (operator === 'project-away') removed.push(...names(rest));
    if (operator !== 'project' && operator !== 'summarize' && operator !== 'distinct') continue;
    const [values = '', keys = ''] = operator === 'summarize' ? splitBy(rest) : [rest];
    const found = [...names(keys), ...names(values), ...added];
    return [...new Set(found)].filter((name) => !removed.includes(name));
  }
  // Queries that read a service's answer name the columns in their settings.
  return [...query.matchAll(/"columnid":\s*"(\w+)"/g)].map((match) => match[1] ?? '');
}

/** `a, b by c, d` in its two lists. */
function splitBy(list: string): readonly [string, string] {
  const at = [...list.matchAll(/\bby\b/g)].findLast(({ index }) => depthAt(list, index) === 0);
  return at === undefined ? [list, ''] : [list.slice(0, at.index), list.slice(at.index + 2)];
}

/** Names of `Name = expression` and `Name`, in their order; an expression without a name is left out. */
function names(list: string): string[] {
  const starts = [...list.matchAll(/,/g)].filter(({ index }) => depthAt(list, index) === 0);
  const ends = [...starts.map(({ index }) => index), list.length];
  return ends.flatMap((end, i) => {
    const entry = list.slice(i === 0 ? 0 : (ends[i - 1] ?? 0) + 1, end).trim();
    const name = /^(?:\['([^']+)'\]|(\w+))\s*(?:=(?!=)|$)/.exec(entry);
    const maximum = /^arg_max\(\s*(\w+)\s*\)$/.exec(entry);
    return name ? [name[1] ?? name[2] ?? ''] : maximum ? [maximum[1] ?? ''] : [];
  });
}

/** How many brackets are open at an offset; brackets within literals count as well. */
function depthAt(list: string, offset: number): number {
  const before = list.slice(0, offset);
  return (before.match(/[([{]/g)?.length ?? 0) - (before.match(/[)\]}]/g)?.length ?? 0);
}
