/** Sends rows as the connector does: in pages, four calls at a time. Run as a process. */
import { connect } from '../functions/src/adapters/connect.ts';
import { readSettings } from '../functions/src/core/settings.ts';
import { StreamProgress } from '../functions/src/core/stream-progress.ts';
import { toSendables, type Draft } from '../functions/src/run/sendable.ts';
import { Uploader } from '../functions/src/run/uploader.ts';
import { reportFigures, startFigures } from './connector-figures.ts';
import { firstRows, rows } from './ingestion-rows.ts';

/** Pages at a time; most make one call, and Microsoft's client has four under way as well. */
const lanes = 4;
const pageSize = 1000;

async function run(): Promise<void> {
  const { settings, problems } = readSettings(process.env);
  if (!settings) throw new Error(problems.map(({ message }) => message).join(' '));
  const ports = { ...connect(settings, () => undefined), log: { write: () => undefined } };
  const time = { signal: new AbortController().signal, deadline: Infinity };
  const uploader = new Uploader(ports, 'RUN', settings.concurrentUploads, time);
  const progress = new StreamProgress();
  const send = async (all: readonly object[], lane: number): Promise<void> => {
    for (let at = lane * pageSize; at < all.length; at += lanes * pageSize) {
      const page = toSendables(toDrafts(all.slice(at, at + pageSize)));
      await uploader.sendPage(page, { progress, keep });
    }
  };
  await send(firstRows, 0);
  const before = progress.count('ingested');
  const figures = startFigures();
  await Promise.all(Array.from({ length: lanes }, (_, lane) => send(rows, lane)));
  reportFigures(figures, progress.count('ingested') - before);
}

function keep(): Promise<never> {
  return Promise.reject(new Error('no row should be refused'));
}

/** Rows as the mapper leaves them: it writes the JSON, once. */
function* toDrafts(all: readonly object[]): Iterable<Draft> {
  const unknown = { unknownText: '', unknownNames: [], uuid: undefined, time: undefined, problem: undefined };
  for (const [index, row] of all.entries())
    yield {
      row: { fieldsText: JSON.stringify(row), marks: {}, ...unknown },
      marks: {},
      index,
      isStub: false,
    };
}

void run();
