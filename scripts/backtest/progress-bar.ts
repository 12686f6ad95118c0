/** How far a backtest has come, on standard error: a bar at a terminal, elsewhere a plain line now and then. */
import { SingleBar } from 'cli-progress';
import type { Progress } from './backtest.ts';
import { count } from './terminal.ts';

/** Where it is shown. */
export interface ProgressStream extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
}

const width = 30;
/** Without a terminal a line is written at most once in so many milliseconds: a log wants no more. */
const lineEvery = 10_000;

export class ProgressBar implements Progress {
  readonly #stream: ProgressStream;
  readonly #clock: () => number;
  readonly #bar: SingleBar | undefined;
  #isStarted = false;
  #told: number;

  constructor(stream: ProgressStream = process.stderr, clock: () => number = Date.now) {
    this.#stream = stream;
    this.#clock = clock;
    this.#told = clock();
    if (stream.isTTY !== true) return;
    this.#bar = new SingleBar({
      stream,
      format: '{bar} {percentage} % {text}',
      barCompleteChar: '█',
      barIncompleteChar: '░',
      barsize: width,
      clearOnComplete: true,
    });
  }

  reading(events: number, share: number): void {
    this.#show(`${count(events, 'event')} read`, share);
  }

  running(share: number): void {
    this.#show('running the rules', share);
  }

  #show(text: string, share: number): void {
    const percent = Math.floor(Math.min(1, Math.max(0, share)) * 100);
    if (this.#bar) {
      if (this.#isStarted) this.#bar.update(percent, { text });
      else this.#bar.start(100, percent, { text });
      this.#isStarted = true;
      return;
    }
    if (this.#clock() - this.#told < lineEvery) return;
    this.#told = this.#clock();
    this.#stream.write(`backtest: ${percent} %, ${text}\n`);
  }

  /** Leaves no trace of the bar. */
  end(): void {
    if (this.#isStarted) this.#bar?.stop();
  }
}
