/** The thread of shortcuts.test.ts in which Microsoft's library is as it was published. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { openBinder } from './open-binder.mjs';

const folder = dirname(createRequire(import.meta.url).resolve('@kusto/language-service-next/package.json'));
for (const name of ['bridge.min.js', 'Kusto.Language.Bridge.min.js']) {
  new Script(readFileSync(join(folder, name), 'utf8')).runInThisContext();
}
const { columns, queries } = workerData;
parentPort.postMessage(queries.map(openBinder(globalThis.Kusto.Language, columns)), []);
