import type { Json, JsonObject } from '../../model/arm.ts';
import type { PropertyDifference } from '../../inspection/difference.ts';
import { compareLines } from '../../inspection/line-difference.ts';
import { isRecord } from '../template/functions.ts';
import { jsonOf, memberName, normalForm } from './normal-form.ts';
import { stamps } from './unanswered.ts';

/**
 * How much of Azure's answer counts: all of it (`whole`), or what the bundle gives, because Azure adds values
 * of its own (`given`).
 */
export type Extent = 'whole' | 'given';

/** Paths, in lower case, below which all of the answer counts. */
export type WholeBelow = readonly string[];

/**
 * Where a resource of the workspace differs from the one of the bundle, value by value; `before` is the
 * bundle's, `after` the workspace's. Both sides are compared in their normal form and told as they are.
 */
export function compareResource(
  bundle: JsonObject,
  workspace: JsonObject,
  wholeBelow: WholeBelow = [],
): readonly PropertyDifference[] {
  return compare({ bundle, workspace, key: '', path: '' }, wholeBelow);
}

interface Pair {
  readonly bundle: Json | undefined;
  readonly workspace: Json | undefined;
  /** Name of the property that holds both. */
  readonly key: string;
  readonly path: string;
  readonly extent?: Extent;
}

function compare(pair: Pair, wholeBelow: WholeBelow): PropertyDifference[] {
  const { key, path } = pair;
  const extent = wholeBelow.includes(path.toLowerCase()) ? 'whole' : (pair.extent ?? 'given');
  const [ours, theirs] = [normalForm(pair.bundle, key), normalForm(pair.workspace, key)];
  if (JSON.stringify(ours) === JSON.stringify(theirs)) return [];
  const [bundle, workspace] = [jsonOf(pair.bundle, key), jsonOf(pair.workspace, key)];
  // JSON that is kept as text is of the bundle alone.
  const inner = bundle === pair.bundle ? extent : 'whole';
  const below = (one: Omit<Pair, 'extent'>): PropertyDifference[] =>
    compare({ ...one, extent: inner }, wholeBelow);
  if (isRecord(bundle) && isRecord(workspace)) return compareMembers(bundle, workspace, path, inner, below);
  if (Array.isArray(bundle) && Array.isArray(workspace)) {
    const by = memberName(key);
    // A list of settings: one more is a difference, one more property of a setting is not.
    if (by !== undefined) {
      return compareMembers(byName(bundle, by), byName(workspace, by), path, 'whole', below);
    }
    if (bundle.length === workspace.length && typeof bundle[0] === 'object') {
      return bundle.flatMap((item: Json, i) =>
        below({ bundle: item, workspace: workspace[i], key, path: `${path}[${i}]` }),
      );
    }
  }
  if (ours === undefined) return extent === 'whole' ? [{ path, after: workspace ?? null }] : [];
  if (theirs === undefined) return [{ path, before: bundle ?? null }];
  if (typeof bundle === 'string' && typeof workspace === 'string' && `${bundle}${workspace}`.includes('\n')) {
    return [{ path, lines: compareLines(bundle, workspace.replaceAll('\r\n', '\n')) }];
  }
  return [{ path, before: bundle ?? null, after: workspace ?? null }];
}

function compareMembers(
  bundle: JsonObject,
  workspace: JsonObject,
  path: string,
  extent: Extent,
  below: (pair: Omit<Pair, 'extent'>) => PropertyDifference[],
): PropertyDifference[] {
  const theirs = new Map(Object.entries(workspace).map(([name, value]) => [name.toLowerCase(), value]));
  const pathOf = (name: string): string => (path === '' ? name : `${path}.${name}`);
  const found = Object.entries(bundle).flatMap(([name, value]) =>
    below({ bundle: value, workspace: theirs.get(name.toLowerCase()), key: name, path: pathOf(name) }),
  );
  if (extent === 'given') return found;
  const ours = new Set(Object.keys(bundle).map((name) => name.toLowerCase()));
  const added = Object.entries(workspace).filter(
    ([name, value]) =>
      !ours.has(name.toLowerCase()) && !stamps.has(name.toLowerCase()) && saysSomething(value, name),
  );
  return [...found, ...added.map(([name, after]) => ({ path: pathOf(name), after }))];
}

/** Neither empty nor a setting that is there and switched off, which is what Azure adds by itself. */
function saysSomething(value: Json, name: string): boolean {
  const isOff = isRecord(value) && String(value['enabled']).toLowerCase() === 'false';
  return !isOff && normalForm(value, name) !== undefined;
}

function byName(list: readonly Json[], by: string): JsonObject {
  return Object.fromEntries(
    list.filter(isRecord).map((item) => {
      const name = Object.keys(item).find((key) => key.toLowerCase() === by) ?? by;
      const { [name]: title, ...rest } = item;
      return [String(title), rest];
    }),
  );
}
