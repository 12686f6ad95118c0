import { joinRows, packRows, sizeOfBatch } from '../core/batcher.ts';
import { probeRow } from '../core/health-row.ts';
import { ingestionMisconfigured, stepAfterIngestion } from '../core/retry.ts';
import { StreamStop } from '../core/stream-report.ts';
import type { StreamProgress } from '../core/stream-progress.ts';
import type { Row } from '../core/row.generated.ts';
import type { HttpResult, IngestionResult, Ports } from '../ports.ts';
import { asResent, toStub, type Sendable } from './sendable.ts';
import { UploadSlots } from './upload-slots.ts';

/** What a page offers to the upload of its rows. */
export interface PageRows {
  readonly progress: StreamProgress;
  /** Puts the original of an event into the dead letters and gives their path. */
  readonly keep: (index: number, reason: string) => Promise<string>;
}

/** How long, and until when, an upload may be tried. */
export interface UploadTime {
  readonly signal: AbortSignal;
  readonly deadline: number;
}

/** Sends rows to the Logs Ingestion API, all streams through the same slots. */
export class Uploader {
  readonly #ports: Ports;
  readonly #slots: UploadSlots;
  readonly #runId: string;
  readonly #time: UploadTime;
  #pausedUntil = 0;
  /** Whether the address takes rows at all, once a probe has told. */
  #isAddressGood: Promise<boolean> | undefined;
  /** Rows about the run itself that were accepted. */
  healthRows = 0;

  constructor(ports: Ports, runId: string, slots: number, time: UploadTime) {
    this.#ports = ports;
    this.#runId = runId;
    this.#slots = new UploadSlots(slots);
    this.#time = time;
  }

  /** Resolves when every row was accepted or kept as a dead letter; gives the number of batches. */
  async sendPage(rows: readonly Sendable[], page: PageRows): Promise<number> {
    const batches = packRows(rows);
    let failure: unknown;
    const send = async (batch: readonly Sendable[]): Promise<void> => {
      if (failure !== undefined) return;
      try {
        await this.#sendBatch(batch, page, 0);
      } catch (error) {
        failure ??= error;
      }
    };
    await Promise.all(batches.map(send));
    if (failure !== undefined) throw failure;
    return batches.length;
  }

  /** Sends one row about the run; gives the reason where it was not accepted. */
  async sendHealth(row: Row, time: UploadTime): Promise<StreamStop | undefined> {
    const body = new TextEncoder().encode(JSON.stringify([row]));
    let hasNewToken = false;
    for (let tries = 1; ; tries += 1) {
      const result = await this.#post(() => body, time.signal);
      const step = stepAfterIngestion(result, body.length, hasNewToken, this.#attempt(tries, time.deadline));
      if (step.kind === 'accepted') {
        this.healthRows += 1;
        return undefined;
      }
      if (step.kind === 'wait') await this.#ports.clock.sleep(step.ms, time.signal);
      else if (step.kind === 'give-up') return step.stop;
      else if (step.kind === 'new-token') {
        hasNewToken = true;
        this.#ports.ingestion.forgetToken();
      } else return ingestionMisconfigured(result);
    }
  }

  async #sendBatch(rows: readonly Sendable[], page: PageRows, triesBefore: number): Promise<void> {
    const { clock, ingestion } = this.#ports;
    let current = rows;
    let hasNewToken = false;
    for (let tries = triesBefore + 1; ; tries += 1) {
      await this.#waitForTurn();
      const sending = current;
      const bytes = sizeOfBatch(sending);
      // Joined only when there is a slot: where that takes a copy, waiting batches hold none.
      const join = (): Uint8Array => {
        page.progress.add('ingestRequests');
        return joinRows(sending);
      };
      const result = await this.#post(join, this.#time.signal);
      const step = stepAfterIngestion(result, bytes, hasNewToken, this.#attempt(tries, this.#time.deadline));
      switch (step.kind) {
        case 'accepted':
          countAccepted(current, bytes, result.compressedBytes ?? 0, page.progress);
          return;
        case 'give-up':
          throw step.stop;
        case 'new-token':
          hasNewToken = true;
          ingestion.forgetToken();
          break;
        case 'wait': {
          page.progress.refusal = step.stop;
          page.progress.add('retries');
          page.progress.add('ingestRetries');
          page.progress.add('waitedMs', step.ms);
          page.progress.add('ingestWaitedMs', step.ms);
          if (step.isShared) this.#pausedUntil = Math.max(this.#pausedUntil, clock.now() + step.ms);
          await clock.sleep(step.ms, this.#time.signal);
          if (step.isShared) break;
          // What was not refused may have been taken all the same.
          const [first, ...others] = packRows(asResent(current));
          if (others.length > 0) return this.#sendInTurn([first ?? [], ...others], page, tries);
          current = first ?? [];
          break;
        }
        case 'halve':
          return this.#halve(result.status === 413 ? current : asResent(current), page, result, tries);
        case 'refused':
          if (!(await this.#isAddress())) throw ingestionMisconfigured(result);
          return this.#halve(current, page, result, 0);
      }
    }
  }

  async #halve(rows: readonly Sendable[], page: PageRows, result: HttpResult, tries: number): Promise<void> {
    const [only] = rows;
    if (rows.length === 1 && only) return this.#replace(only, page, result);
    const middle = Math.ceil(rows.length / 2);
    const triesLeft = result.status === undefined ? tries : 0;
    return this.#sendInTurn([rows.slice(0, middle), rows.slice(middle)], page, triesLeft);
  }

  async #sendInTurn(batches: readonly (readonly Sendable[])[], page: PageRows, tries: number): Promise<void> {
    for (const batch of batches) await this.#sendBatch(batch, page, tries);
  }

  /** A row that is refused alone: the event to the dead letters, and what the service does take to the table. */
  async #replace(entry: Sendable, page: PageRows, result: HttpResult): Promise<void> {
    if (entry.isStub) {
      // Nothing more can be done for the table; the event itself is kept.
      page.progress.add('refusedStubs');
      this.#ports.log.write('warn', 'A stub row was refused; the event is in the dead letters.', {
        status: result.status,
      });
      return;
    }
    const {
      deadLetter = await page.keep(entry.index, `refused-${result.status ?? 'cut'}`),
      resent,
      backfill,
    } = entry.marks;
    const marks = { ...(resent ? { resent } : {}), ...(backfill ? { backfill } : {}), deadLetter };
    await this.#sendBatch([toStub(entry, marks)], page, 0);
  }

  /** Tells a bad row from a bad address by sending a row that is certainly good. */
  async #isAddress(): Promise<boolean> {
    const asked = (this.#isAddressGood ??= this.#probe());
    try {
      return await asked;
    } catch (error) {
      this.#isAddressGood = undefined;
      throw error;
    }
  }

  async #probe(): Promise<boolean> {
    const now = this.#ports.clock.now();
    const stop = await this.sendHealth(probeRow(this.#ports.chance.id(now), this.#runId, now), this.#time);
    if (stop !== undefined && stop.reason !== 'ingestion-configuration') throw stop;
    return stop === undefined;
  }

  async #waitForTurn(): Promise<void> {
    const { clock } = this.#ports;
    for (let wait = this.#pausedUntil - clock.now(); wait > 0; wait = this.#pausedUntil - clock.now()) {
      await clock.sleep(wait, this.#time.signal);
    }
  }

  #post(body: () => Uint8Array, signal: AbortSignal): Promise<IngestionResult> {
    const { chance, clock, ingestion } = this.#ports;
    return this.#slots.use(() => {
      signal.throwIfAborted();
      return ingestion.send(body(), chance.id(clock.now()), signal);
    });
  }

  #attempt(tries: number, deadline: number) {
    const { chance, clock } = this.#ports;
    return { tries, roll: chance.fraction(), now: clock.now(), deadline };
  }
}

function countAccepted(
  rows: readonly Sendable[],
  bytes: number,
  compressedBytes: number,
  progress: StreamProgress,
): void {
  progress.refusal = undefined;
  progress.add('ingested', rows.length);
  progress.add('bytes', bytes);
  progress.add('compressedBytes', compressedBytes);
  progress.add('resent', rows.filter(({ marks }) => marks.resent).length);
}
