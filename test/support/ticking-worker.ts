/**
 * For tests, bundled: the connector in a process of its own that runs again and again until it is killed.
 * Waits for a line on standard input before the first run, so that loading it is no part of what is
 * measured; a number in it is how many runs there are. Prints `ready`, then the summary of each run.
 */
import { createInterface } from 'node:readline';
import { connect } from '../../functions/src/adapters/connect.ts';
import { createLog } from '../../functions/src/adapters/log.ts';
import { KnownSecrets } from '../../functions/src/adapters/secrets.ts';
import { readSettings } from '../../functions/src/core/settings.ts';
import { runTick } from '../../functions/src/run/tick.ts';

const { settings, problems } = readSettings(process.env);
if (!settings) throw new Error(problems.map(({ message }) => message).join(' '));
const secrets = new KnownSecrets();
secrets.add(settings.apiKey, settings.storageConnection, settings.identityHeader);
const connections = connect(settings, (key) => secrets.add(key));
const log = createLog((_level, line) => void process.stderr.write(`${line}\n`), 'info', secrets.redact);
// Many runs in a minute would be held up by the limits of requests, which are not in question here.
const unlimited = { ...settings, requestsPerMinute: 1_000_000, requestsPerHour: 1_000_000 };

async function work(): Promise<void> {
  process.stdout.write('ready\n');
  for await (const line of createInterface(process.stdin)) {
    for (let left = Number(line); left > 0; left -= 1) {
      const summary = await runTick({ ...connections, log }, unlimited, { version: '1.0.0' });
      process.stdout.write(`${secrets.redact(JSON.stringify(summary))}\n`);
    }
  }
}

void work();
