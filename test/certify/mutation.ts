import type { CompiledOutput } from '../../scripts/certify/check.ts';
import type { Mutant } from './mutants.ts';

type Open = Record<string, unknown>;

/** The package with the edits of a mutant; the original stays as it is. */
export function spoil(output: CompiledOutput, { edits }: Mutant): CompiledOutput {
  const copy = structuredClone(output);
  for (const [place, value] of Object.entries(edits)) {
    const steps = place.split('.');
    const last = steps.pop() ?? '';
    let holder = copy as unknown as Open;
    for (const step of steps) holder = (holder[step] ??= {}) as Open;
    if (value !== undefined) holder[last] = value;
    else if (Array.isArray(holder)) holder.splice(Number(last), 1);
    else delete holder[last];
  }
  return copy;
}
