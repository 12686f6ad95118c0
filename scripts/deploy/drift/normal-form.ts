/**
 * One form for what is the same to Azure. The bundle writes a value one way, Azure answers it another: other
 * capitals in ids and names of settings, `PT60M` for `PT1H`, `"24"` for `24`, `null` for what is absent.
 * Both sides are brought into this form, so that every field can be compared and none has to be left out.
 */
import type { Json, JsonObject } from '../../model/arm.ts';
import { isRecord } from '../template/functions.ts';
import { secondsOf } from './iso-duration.ts';

/**
 * Properties whose values Azure takes and answers in any capitals: enumerations and names of regions. Texts
 * of others count letter by letter, such as queries, names of columns and titles.
 */
const caseless: ReadonlySet<string> = new Set([
  'accesstier',
  'aggregationkind',
  'application_type',
  'createmode',
  'entitytype',
  'family',
  'ftpsstate',
  'ingestionmode',
  'kind',
  'location',
  'matchingmethod',
  'mintlsversion',
  'minimumtlsversion',
  'plan',
  'principaltype',
  'publicaccess',
  'publicnetworkaccess',
  'severity',
  'sourcetype',
  'status',
  'tactics',
  'techniques',
  'subtechniques',
  'tier',
  'triggeroperator',
  'type',
]);

/** A region is written with blanks too: `West Europe`. */
const withoutBlanks: ReadonlySet<string> = new Set(['location']);

/** Lists whose order has no meaning. */
const unordered: ReadonlySet<string> = new Set([
  'dependencies',
  'providers',
  'subtechniques',
  'tactics',
  'techniques',
  'threatanalysistactics',
  'threatanalysistechniques',
]);

/** Members of a list by what names them: a list of settings is one of names and values, in any order. */
const naming: Readonly<Record<string, string>> = { appsettings: 'name', columns: 'name' };

/** Keys are texts of the user within these: their capitals count. */
const ownKeys: ReadonlySet<string> = new Set(['customdetails', ...Object.keys(naming)]);

/** JSON that is kept as text; it counts by what it says, not by how it is written. */
const jsonTexts: ReadonlySet<string> = new Set(['serializeddata']);

/**
 * The normal form of a value: undefined where it says nothing (`null`, an empty list or object). `key` is the
 * name of the property that holds it.
 */
export function normalForm(value: Json | undefined, key = ''): Json | undefined {
  const name = key.toLowerCase();
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string') return normalText(value, name);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return normalList(value, name);
  if (!isRecord(value)) return undefined;
  const entries = Object.entries(value).flatMap(([member, inner]) => {
    const normal = normalForm(inner, member);
    const shown = ownKeys.has(name) ? member : member.toLowerCase();
    return normal === undefined ? [] : [[shown, normal] as const];
  });
  return sortedObject(entries);
}

function normalList(list: readonly Json[], name: string): Json | undefined {
  const by = naming[name];
  const named = by === undefined ? undefined : list.map((item) => nameAndRest(item, by));
  if (named?.every((item) => item !== undefined)) return sortedObject(named);
  // An item that says nothing keeps its place among the others.
  const items = list.map((item) => normalForm(item, name) ?? {});
  if (items.length === 0) return undefined;
  return unordered.has(name) ? items.toSorted(byText) : items;
}

/** The text at `by`, whatever its capitals, and the normal form of the rest. */
function nameAndRest(item: Json, by: string): readonly [string, Json] | undefined {
  if (!isRecord(item)) return undefined;
  const key = Object.keys(item).find((name) => name.toLowerCase() === by);
  const name = key === undefined ? undefined : item[key];
  if (typeof name !== 'string') return undefined;
  const rest = Object.entries(item).filter(([other]) => other !== key);
  return [name, normalForm(Object.fromEntries(rest)) ?? {}];
}

function normalText(text: string, name: string): Json | undefined {
  const parsed = jsonOf(text, name);
  if (parsed !== text) return normalForm(parsed);
  const lines = text.replaceAll('\r\n', '\n');
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(lines)) return lines.toLowerCase();
  if (/^\/(?:subscriptions|providers)\//i.test(lines)) return lines.toLowerCase().replace(/\/$/, '');
  if (withoutBlanks.has(name)) return lines.toLowerCase().replaceAll(' ', '');
  if (caseless.has(name)) return lines.toLowerCase();
  const seconds = secondsOf(lines);
  if (seconds !== undefined) return `${seconds} s`;
  if (/^(?:true|false)$/i.test(lines)) return lines.toLowerCase();
  return lines;
}

function sortedObject(entries: readonly (readonly [string, Json])[]): JsonObject | undefined {
  if (entries.length === 0) return undefined;
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function byText(a: Json, b: Json): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

/** What a text says that is JSON by the name of its property; any other value as it is. */
export function jsonOf(value: Json | undefined, key: string): Json | undefined {
  if (typeof value !== 'string' || !jsonTexts.has(key.toLowerCase())) return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}

/** What names the members of a list of this property: `name` of `appSettings`. */
export function memberName(key: string): string | undefined {
  return naming[key.toLowerCase()];
}
