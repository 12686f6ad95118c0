import { createHash } from 'node:crypto';
import { createEventsApi } from '../../../functions/src/adapters/events-api.ts';
import { createIngestion } from '../../../functions/src/adapters/ingestion.ts';
import { readSettings, type Settings } from '../../../functions/src/core/settings.ts';
import type { Ports, StateStore } from '../../../functions/src/ports.ts';
import { runTick } from '../../../functions/src/run/tick.ts';
import { FakeContainer, FakeStore } from '../core-fakes/fake-store.ts';
import type { Process } from './process.ts';
import type { Contestant, Stage } from './stage.ts';

const userAgent = 'connector/test';

/** This project's connector with its own HTTP, and storage in memory. */
export function enterOurs(stage: Stage): Contestant {
  const container = new FakeContainer();
  const settings = settingsFor(stage);
  return {
    async run(process) {
      const store = new FakeStore(
        container,
        () => stage.simulator.clock.now(),
        () => !process.isDead,
      );
      await runTick(portsFor(stage, settings, process, store), settings, { version: '0.0.0' });
    },
  };
}

function settingsFor({ simulator }: Stage): Settings {
  const environment = { ...simulator.environment(), AzureWebJobsStorage__accountName: 'account' };
  const { settings, problems } = readSettings(environment);
  if (!settings) throw new Error(problems.map(({ message }) => message).join(' '));
  return settings;
}

function portsFor(stage: Stage, settings: Settings, process: Process, store: StateStore): Ports {
  const { simulator } = stage;
  const pass = <T>(ask: () => Promise<T>): Promise<T> => process.pass(ask);
  const api = createEventsApi(settings.apiEndpoint, userAgent);
  const { ingestionEndpoint: endpoint, ruleId, streamName } = settings;
  const tokens = {
    get: async () => simulator.identity.issue(settings.audience).token,
    forget: () => undefined,
  };
  const ingestion = createIngestion({ endpoint, ruleId, stream: streamName, userAgent }, tokens);
  let ids = 0;
  return {
    clock: process.clock,
    chance: { fraction: () => 0.5, id: (now) => `RUN${now.toString(36)}${(ids++).toString(36)}` },
    api: {
      introspect: (token, signal) => pass(() => api.introspect(token, signal)),
      poll: (stream, token, body, signal) => pass(() => api.poll(stream, token, body, signal)),
    },
    ingestion: {
      send: (body, id, signal) => process.send(() => ingestion.send(body, id, signal)),
      forgetToken: () => ingestion.forgetToken(),
    },
    apiKey: { canChange: false, read: async () => settings.apiKey ?? '' },
    store: {
      lock: (runId) => pass(() => store.lock(runId)),
      readCheckpoint: (account, stream) => pass(() => store.readCheckpoint(account, stream)),
      readSpare: (account, stream) => pass(() => store.readSpare(account, stream)),
      writeCheckpoint: (checkpoint, etag) => pass(() => store.writeCheckpoint(checkpoint, etag)),
      readUpstream: (stream) => pass(() => store.readUpstream(stream)),
      readRunState: () => pass(() => store.readRunState()),
      writeRunState: (value, etag) => pass(() => store.writeRunState(value, etag)),
      appendDeadLetters: (...given) => pass(() => store.appendDeadLetters(...given)),
    },
    log: { write: () => undefined },
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  };
}
