/**
 * Polling by windows of time, as the codeless connector began. What happens around it is taken at its best:
 * requests are tried again, rows go out in calls of a size that is taken, and a window that failed is read
 * again from its beginning.
 */
import { streams, type Stream } from '../../../functions/src/core/stream.ts';
import { createPeerClient, pageOf, rowOf, type Event, type PeerClient, type Reply } from './peer-client.ts';
import type { Process } from './process.ts';
import { interval, type Contestant, type Stage } from './stage.ts';

const pageSize = 1000;
const tries = 4;
const pause = 5_000;
/** Far enough below 1 MB for a thousand rows. */
const rowsOfACall = 500;

/** Each run reads what happened since the end of the window before. */
export function enterWindows(stage: Stage): Contestant {
  const read = new Map<Stream, number>();
  return {
    async run(process) {
      const client = createPeerClient(stage, process);
      for (const stream of streams) {
        const to = stage.simulator.clock.now();
        const from = read.get(stream) ?? to - interval;
        if (await readWindow(client, process, stream, from, to)) read.set(stream, to);
      }
    },
  };
}

/** Tells whether all of the window was read and taken. */
async function readWindow(
  client: PeerClient,
  process: Process,
  stream: Stream,
  from: number,
  to: number,
): Promise<boolean> {
  const window = { start_time: new Date(from).toISOString(), end_time: new Date(to).toISOString() };
  let body: object = { limit: pageSize, ...window };
  for (;;) {
    const asked = body;
    const page = pageOf(await repeat(process, () => client.poll('v2', stream, asked), 200));
    if (page === undefined) return false;
    const rows = page.items.map((item) => rowOf(item, stream));
    for (let at = 0; at < rows.length; at += rowsOfACall) {
      const call: readonly Event[] = rows.slice(at, at + rowsOfACall);
      const { status } = await repeat(process, () => client.send(call), 204);
      if (status !== 204) return false;
    }
    if (!page.has_more) return true;
    body = { cursor: page.cursor };
  }
}

/** Tries again what may be only a bad moment. */
async function repeat(process: Process, ask: () => Promise<Reply>, good: number): Promise<Reply> {
  for (let count = 1; ; count += 1) {
    const reply = await ask();
    const isPassing = reply.status === 0 || reply.status === 429 || reply.status >= 500;
    if (reply.status === good || !isPassing || count === tries) return reply;
    await process.clock.sleep(pause);
  }
}
