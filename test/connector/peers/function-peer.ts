/**
 * What Microsoft's earlier function for 1Password does, as far as its effect on events goes, in the order in
 * which it does it. Where its behaviour is not known the kinder reading is taken.
 */
import { streams, type Stream } from '../../../functions/src/core/stream.ts';
import { createPeerClient, pageOf, rowOf, type Event, type PeerClient } from './peer-client.ts';
import type { Contestant, Stage } from './stage.ts';

const pageSize = 100;

/** The cursor of a stream; `none` where a run left without one. */
type Cursors = Map<Stream, string>;

/** Cursors are saved while pages are fetched; all rows of a run go out in one call, once. */
export function enterFunction(stage: Stage): Contestant {
  const cursors: Cursors = new Map();
  return {
    async run(process) {
      const client = createPeerClient(stage, process);
      const { status } = await client.introspect();
      if (status !== 200) {
        await client.send([healthRow('credentials_failed', 'API Key Invalid')]);
        return;
      }
      const rows: Event[] = [];
      // The time of the run before is stored in a form that is not read back: a start in time is always now.
      const start = new Date(stage.simulator.clock.now()).toISOString();
      for (const stream of streams) await readStream(client, stream, cursors, start, rows);
      // A refusal is a warning in the log; nothing is kept for another try.
      await client.send([...rows, healthRow('success', 'Completed')]);
    },
  };
}

async function readStream(
  client: PeerClient,
  stream: Stream,
  cursors: Cursors,
  start: string,
  rows: Event[],
): Promise<void> {
  const saved = cursors.get(stream) ?? 'none';
  let body: object = saved === 'none' ? { limit: pageSize, start_time: start } : { cursor: saved };
  for (let isFirst = true; ; isFirst = false) {
    const page = pageOf(await client.poll('v1', stream, body));
    if (page === undefined) {
      if (isFirst) cursors.set(stream, 'none');
      return;
    }
    cursors.set(stream, page.cursor);
    rows.push(...page.items.map((item) => rowOf(item, stream)));
    if (!page.has_more) return;
    body = { cursor: page.cursor };
  }
}

function healthRow(category: string, text: string): Event {
  return { log_source: 'healthevents', category, action_type: text };
}
