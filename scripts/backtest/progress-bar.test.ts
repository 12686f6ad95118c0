import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { ProgressBar } from './progress-bar.ts';

function stream(isTTY: boolean) {
  const found = Object.assign(new PassThrough(), { isTTY, columns: 80 });
  return { found, text: (): string => (found.read() as Buffer | null)?.toString() ?? '' };
}

describe('without a terminal', () => {
  test('nothing is written of what is quickly done', () => {
    const { found, text } = stream(false);
    const bar = new ProgressBar(found, () => 0);
    bar.reading(5, 0.5);
    bar.running(1);
    bar.end();
    expect(text()).toBe('');
  });

  test('a plain line is written now and then', () => {
    const { found, text } = stream(false);
    let now = 0;
    const bar = new ProgressBar(found, () => now);
    for (now = 0; now <= 20_000; now += 1000) bar.reading(now, now / 20_000);
    bar.end();
    expect(text()).toBe('backtest: 50 %, 10,000 events read\nbacktest: 100 %, 20,000 events read\n');
  });
});

test('at a terminal a bar is drawn, and wiped in the end', () => {
  const { found, text } = stream(true);
  const bar = new ProgressBar(found, () => 0);
  bar.reading(1000, 0.5);
  bar.end();
  const drawn = text();
  expect(drawn).toContain(`${'█'.repeat(15)}${'░'.repeat(15)} 50 % 1,000 events read`);
  // oxlint-disable-next-line no-control-regex -- the line is cleared
  expect(drawn).toMatch(/\u001b\[2?K[^█]*$/);
});
