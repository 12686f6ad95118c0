import { isDeployment, type Snapshot, type Step } from './follow.ts';
import type { Labels } from '../resource-label.ts';
import { durationText } from './duration.ts';
import type { Progress } from './progress.ts';

const words = { succeeded: 'done', failed: 'FAILED', canceled: 'cancelled' } as const;

/** A line for each resource when it ends, and for each nested deployment when it begins, too. */
export function plainProgress(write: (line: string) => void, labels: Labels): Progress {
  const lineOf = (step: Step, word: string): string => {
    const isTimed = step.seconds !== undefined && step.state !== 'running';
    return `${labels(step.id)}: ${word}${isTimed ? ` (${durationText(step.seconds ?? 0)})` : ''}`;
  };
  const told = new Map<string, Step['state']>();
  return {
    show({ steps }: Snapshot) {
      for (const step of inTellingOrder(steps)) {
        const before = told.get(step.id);
        if (before === step.state) continue;
        told.set(step.id, step.state);
        if (step.state !== 'running') write(`  ${lineOf(step, words[step.state])}`);
        else if (isDeployment(step)) write(`  ${lineOf(step, 'begun')}`);
      }
    },
    say: write,
    end: () => Promise.resolve(),
  };
}

/** Deployments begin before what is in them, and end after it. */
function inTellingOrder(steps: readonly Step[]): readonly Step[] {
  return steps.toSorted((a, b) => placeOf(a) - placeOf(b));
}

function placeOf(step: Step): number {
  if (!isDeployment(step)) return 1;
  return step.state === 'running' ? 0 : 2;
}
