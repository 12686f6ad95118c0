/** Mutants that nothing can notice, or that are not worth it, each with its reason. */
import type { Mutant } from './mutants.ts';

/** test/mutation/<subject>-survivors.yaml */
export interface SurvivorsFile {
  readonly survivors: readonly Survivor[];
}

interface Survivor {
  readonly file: string;
  /** The line as it stands, without its indent. */
  readonly at: string;
  /** Changes of that line, as the runner names them. */
  readonly changes: readonly string[];
  readonly reason: string;
}

/** What the list says, compared with what survived. */
export interface Comparison {
  readonly explained: readonly Mutant[];
  readonly unexplained: readonly Mutant[];
  /** Entries whose mutant is gone or is noticed now. */
  readonly outdated: readonly string[];
}

/**
 * `unending`: mutants that were given up because nothing came to its end, which on a slow machine happens to
 * others too. `isTried`: whether the mutants of a file were tried, so that a silent entry is outdated.
 */
export function compareSurvivors(
  found: readonly Mutant[],
  unending: readonly Mutant[],
  listed: SurvivorsFile,
  isTried: (file: string) => boolean,
): Comparison {
  const known = new Set(
    listed.survivors.flatMap(({ file, at, changes }) => changes.map((change) => keyOf({ file, at, change }))),
  );
  const alive = new Set([...found, ...unending].map(keyOf));
  return {
    explained: found.filter((mutant) => known.has(keyOf(mutant))),
    unexplained: found.filter((mutant) => !known.has(keyOf(mutant))),
    outdated: listed.survivors.flatMap(({ file, at, changes }) =>
      isTried(file)
        ? changes
            .filter((change) => !alive.has(keyOf({ file, at, change })))
            .map((change) => `${file}: ${change}`)
        : [],
    ),
  };
}

function keyOf({ file, at, change }: Pick<Mutant, 'file' | 'at' | 'change'>): string {
  return JSON.stringify([file, at, change]);
}
