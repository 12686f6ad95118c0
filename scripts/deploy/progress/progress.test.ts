import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { Deployment } from '../azure/deployments.ts';
import { labelsOf } from '../resource-label.ts';
import type { Snapshot, Step } from './follow.ts';
import { liveProgress } from './live-progress.ts';
import { plainProgress } from './plain-progress.ts';

const group = '/subscriptions/s/resourceGroups/g/providers';
const labels = labelsOf([]);

function step(type: string, name: string, state: Step['state'], deployment = 'whole'): Step {
  const seconds = state === 'running' ? {} : { seconds: 61 };
  return { id: `${group}/${type}/${name}`, type, name, deployment, state, ...seconds };
}

function snapshot(...steps: readonly Step[]): Snapshot {
  const deployment: Deployment = { id: 'd', name: 'whole', properties: { provisioningState: 'Running' } };
  return { deployment, steps };
}

const inner = 'Microsoft.Resources/deployments';
const course: readonly Snapshot[] = [
  snapshot(),
  snapshot(step(inner, 'inner', 'running'), step('Microsoft.Web/sites', 'app', 'running', 'inner')),
  snapshot(step(inner, 'inner', 'running'), step('Microsoft.Web/sites', 'app', 'succeeded', 'inner')),
  snapshot(
    step(inner, 'inner', 'failed'),
    step('Microsoft.Web/sites', 'app', 'succeeded', 'inner'),
    step('Microsoft.KeyVault/vaults', 'v', 'failed', 'inner'),
    step('Microsoft.Storage/storageAccounts', 'a', 'canceled', 'inner'),
  ),
];

describe('without a terminal', () => {
  test('each resource gets a line when it ends, a deployment also when it begins', () => {
    const lines: string[] = [];
    const progress = plainProgress((line) => void lines.push(line), labels);
    for (const part of [...course, ...course.slice(-1)]) progress.show(part);
    expect(lines).toEqual([
      '  deployment inner: begun',
      '  function app app: done (1 min 1 s)',
      '  key vault v: FAILED (1 min 1 s)',
      '  storage account a: cancelled (1 min 1 s)',
      '  deployment inner: FAILED (1 min 1 s)',
    ]);
  });
});

describe('on a terminal', () => {
  /** A terminal that keeps what is written to it. */
  class Screen extends Writable {
    readonly isTTY = true;
    readonly columns = 120;
    readonly rows = 24;
    text = '';
    override _write(part: Buffer, _: string, done: () => void): void {
      this.text += part.toString('utf8');
      done();
    }
    getWindowSize = (): [number, number] => [this.columns, this.rows];
  }

  test('deployments and what is worked at are shown, what is done stays', async () => {
    const screen = new Screen();
    let now = 0;
    const progress = await liveProgress({
      stream: screen as unknown as NodeJS.WriteStream,
      expected: new Map([['inner', 4]]),
      labels,
      now: () => now,
    });
    for (const part of course) {
      progress.show(part);
      now += 5_000;
    }
    progress.say('Ctrl-C was pressed');
    // The library draws four times a second.
    await new Promise((resolve) => setTimeout(resolve, 600));
    await progress.end();
    expect(screen.text).toContain('inner, 1 of 4');
    expect(screen.text).toContain('function app app: done (1 min 1 s)');
    expect(screen.text).toContain('key vault v: FAILED');
    expect(screen.text).toContain('Ctrl-C was pressed');
    // The cursor is there again.
    expect(screen.text.lastIndexOf('\u001b[?25h')).toBeGreaterThan(screen.text.lastIndexOf('\u001b[?25l'));
  });
});
