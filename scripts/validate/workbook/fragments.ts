import type { Fragment } from '../../kql/fragment.ts';
import { remember } from '../../model/remember.ts';
import type { WorkbookInput } from '../../model/workbook.ts';

type Fragments = ReadonlyMap<string, Fragment>;

/**
 * The fragments that a workbook may call, itself or by way of others: all whose names,
 * or names that they define, stand in it as words. They are
 * the same map as long as they are the same, so that what is said of a workbook stays known when others change.
 */
export function fragmentsOf(
  { manifest, parts }: Omit<WorkbookInput, 'fragments'>,
  fragments: Fragments,
): Fragments {
  const used = new Set<Fragment>();
  const use = (words: ReadonlySet<string>): void => {
    for (const fragment of fragments.values()) {
      const isMeant = [fragment.name, ...fragment.defines].some((name) => words.has(name));
      if (!isMeant || used.has(fragment)) continue;
      used.add(fragment);
      use(wordsOf(fragment.source.text));
    }
  };
  for (const { source } of [manifest, ...parts]) use(wordsOf(source.text));
  return toMap([...fragments.values()].filter((fragment) => used.has(fragment)));
}

const toMap = remember(
  (fragments: readonly Fragment[]): Fragments =>
    new Map(fragments.map((fragment) => [fragment.name, fragment])),
);

const wordsOf = remember((text: string): ReadonlySet<string> => new Set(text.match(/\w+/g)));
