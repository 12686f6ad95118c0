import type { SingleBar } from 'cli-progress';
import { isDeployment, type Snapshot, type Step } from './follow.ts';
import type { Labels } from '../resource-label.ts';
import { durationText } from './duration.ts';
import { plainProgress } from './plain-progress.ts';
import type { Progress } from './progress.ts';

/** Resources at work that are shown at once; more than these run seldom. */
const shownAtWork = 8;

export interface LiveOptions {
  readonly stream: NodeJS.WriteStream;
  /** How many resources each deployment has, by its name, where that is known. */
  readonly expected: ReadonlyMap<string, number>;
  readonly labels: Labels;
  /** Milliseconds. */
  now(): number;
}

/**
 * On a terminal: a live line for each deployment with how much of it is done, and one for each resource that
 * is being worked at. Resources that are done move up and stay.
 */
export async function liveProgress({ stream, expected, labels, now }: LiveOptions): Promise<Progress> {
  // Loaded here: only a terminal needs it.
  const { MultiBar } = await import('cli-progress');
  const bars = new MultiBar({
    stream,
    format: '{text}',
    clearOnComplete: true,
    hideCursor: true,
    gracefulExit: false,
    emptyOnZero: true,
    fps: 4,
  });
  const byKey = new Map<string, SingleBar>();
  const begunAt = new Map<string, number>();
  const plain = plainProgress((line) => bars.log(`${line}\n`), labels);

  const put = (key: string, text: string): void => {
    const bar = byKey.get(key);
    if (bar) bar.update({ text });
    else byKey.set(key, bars.create(1, 0, { text }));
  };
  const sinceText = ({ id }: Step): string => {
    const begun = begunAt.get(id) ?? now();
    begunAt.set(id, begun);
    return durationText(Math.round((now() - begun) / 1_000));
  };

  return {
    show(snapshot: Snapshot) {
      const { deployment, steps } = snapshot;
      plain.show(snapshot);
      const atWork = steps
        .filter((step) => step.state === 'running' && !isDeployment(step))
        .slice(0, shownAtWork);
      const wanted = new Set(atWork.map(({ id }) => id));
      for (const [key, bar] of byKey) {
        if (!key.startsWith('/') || wanted.has(key)) continue;
        bars.remove(bar);
        byKey.delete(key);
      }
      const names = [deployment.name, ...steps.filter(isDeployment).map(({ name }) => name)];
      for (const name of new Set(names)) put(name, deploymentText(name, steps, expected.get(name)));
      for (const step of atWork) put(step.id, `    ${labels(step.id)}, ${sinceText(step)}`);
    },
    say: (text) => bars.log(`${text}\n`),
    end() {
      bars.stop();
      return Promise.resolve();
    },
  };
}

const width = 20;

/** `onepassword-connector ██████░░░░ 12 of 19` */
function deploymentText(name: string, steps: readonly Step[], expected: number | undefined): string {
  const own = steps.filter((step) => step.deployment === name && !isDeployment(step));
  const done = own.filter(({ state }) => state === 'succeeded').length;
  const total = Math.max(expected ?? 0, own.length);
  const full = total === 0 ? 0 : Math.floor((done / total) * width);
  return `  ${'█'.repeat(full)}${'░'.repeat(width - full)} ${name}, ${done} of ${total}`;
}
