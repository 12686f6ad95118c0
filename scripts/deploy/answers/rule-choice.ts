import { nearest } from '../../diagnostics/nearest.ts';
import type { Json } from '../../model/arm.ts';
import type { TemplateResource } from '../template/resources.ts';
import { UsageFault } from './questions.ts';

/** An analytics rule that comes with the solution. */
export interface OfferedRule {
  /** Content id, the same in every workspace. */
  readonly id: string;
  readonly name: string;
}

/** All names of rules begin so; people may leave it out. */
const prefix = '1password - ';

/** The rules among the resources of a deployment, in its order. */
export function offeredRules(resources: readonly TemplateResource[]): readonly OfferedRule[] {
  return resources.flatMap(({ body }) => {
    const properties = (body?.['properties'] ?? {}) as Readonly<Record<string, Json>>;
    if (properties['contentKind'] !== 'AnalyticsRule') return [];
    return [{ id: String(properties['contentId']), name: String(properties['displayName']) }];
  });
}

/**
 * The ids of the rules that are wanted: `all`, `none`, or rules by name or id, in any case, with or without
 * the beginning that all have. Throws `UsageFault` for a rule that there is not.
 */
export function chosenRules(wanted: readonly string[], rules: readonly OfferedRule[]): readonly string[] {
  const words = wanted.map((word) => word.trim()).filter((word) => word !== '');
  const [only] = words.map((word) => word.toLowerCase());
  if (words.length === 0 || (words.length === 1 && only === 'none')) return [];
  if (words.length === 1 && only === 'all') return rules.map(({ id }) => id);
  const chosen = words.map((word) => {
    const rule = rules.find((candidate) => isNamed(candidate, word));
    if (rule) return rule.id;
    const similar = nearest(word, rules.flatMap(namesOf));
    const hint = similar === undefined ? '' : `. Did you mean "${similar}"?`;
    throw new UsageFault(`knows no analytics rule "${word}"${hint}`);
  });
  return [...new Set(chosen)];
}

function isNamed({ id, name }: OfferedRule, word: string): boolean {
  const wanted = plain(word);
  return plain(id) === wanted || wanted === plain(name) || plain(prefix + word) === plain(name);
}

function namesOf({ name }: OfferedRule): readonly string[] {
  return name.toLowerCase().startsWith(prefix) ? [name.slice(prefix.length), name] : [name];
}

/** `Vault export` and `vault-export` are the same name. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s-]+/g, ' ')
    .trim();
}
