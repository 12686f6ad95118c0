import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createCertificate } from './http/certificate.ts';
import { appendStory, readEvents, streamOfFile } from './replay.ts';
import { startSimulator, type Simulator } from './simulator.ts';
import { createOrganisation, watchlistOf } from './story/organisation.ts';
import { attackNames } from './story/attacks/attack.ts';
import { tellStory } from './story/story.ts';
import { streams } from './stream-name.ts';

const day = 86_400_000;

export interface LivingOptions {
  readonly people: number;
  /** Of the past. */
  readonly days: number;
  /** Of the future. */
  readonly ahead: number;
  readonly seed: number;
  /** 0 for any free ones. */
  readonly port: number;
  readonly isCalm: boolean;
  /** Happen when the simulator starts. */
  readonly attacks: readonly string[];
  /** Files of events. */
  readonly replay: readonly string[];
  readonly rows: string | undefined;
  /** Serve HTTPS, and write the certificate made for it to this file. */
  readonly https: string | undefined;
}

/** A simulator with an organisation in it, and what to say about it. */
export interface Living {
  readonly simulator: Simulator;
  describe(): object;
  text(): string;
  farewell(): string;
}

export async function startLiving(options: LivingOptions): Promise<Living> {
  const { people, days, ahead, seed, port, isCalm, attacks, replay, rows, https } = options;
  const replayed = replay.map((path) => ({ stream: knownStream(path), events: readEvents(path, { seed }) }));
  const tls = https === undefined ? undefined : createCertificate();
  if (https !== undefined && tls) writeFileSync(https, tls.cert);
  const simulator = await startSimulator({
    seed,
    ...(port === 0 ? {} : { ports: { events: port, ingestion: port + 1, identity: port + 2 } }),
    rows: { file: rows, inMemory: false },
    ...(tls ? { tls } : {}),
  });
  const { account, clock } = simulator;
  const now = clock.now();
  const organisation = createOrganisation({ seed, account: account.uuid, people });
  const planned = attackNames.filter((name) => attacks.includes(name)).map((name) => ({ name, at: now }));
  const span = { from: now - days * day, to: now + ahead * day };
  for (const told of tellStory(organisation, { ...span, isCalm, attacks: planned }))
    appendStory(account, told);
  // Samples are old: to the service they happen now, whatever they say.
  for (const { stream, events } of replayed)
    account.appendAt(
      stream,
      events.map((event) => ({ event, arrival: now, time: now })),
    );

  const arrived = account.arrived();
  const total = streams.reduce((sum, stream) => sum + account.logs[stream].length, 0);
  const environment = {
    ...simulator.environment(),
    AzureWebJobsStorage: 'UseDevelopmentStorage=true',
    ...(https === undefined ? {} : { NODE_EXTRA_CA_CERTS: resolve(https) }),
  };
  return {
    simulator,
    describe: () => ({
      addresses: simulator.addresses,
      token: simulator.tokens[0],
      account: account.uuid,
      arrived,
      toCome: total - sum(arrived),
      watchlist: watchlistOf(organisation),
      environment,
    }),
    text: () =>
      [
        `Events API      ${simulator.addresses.events}`,
        `Logs Ingestion  ${simulator.addresses.ingestion}`,
        `Identity        ${simulator.addresses.identity}`,
        `Token           ${simulator.tokens[0] ?? ''}`,
        `Events          ${streams.map((s) => `${s} ${arrived[s]}`).join(', ')}; ${total - sum(arrived)} to come`,
        '',
        'To collect them, with Azurite for the storage (npx azurite-blob --inMemoryPersistence):',
        '',
        ...Object.entries(environment).map(([name, value]) => `  ${name}='${value}' \\`),
        '  npm run connector -- --once',
      ].join('\n'),
    farewell: () => {
      const { requests, calls, pages } = simulator.ledger;
      const stored = calls.reduce((all, call) => all + (call.status === 204 ? call.rows : 0), 0);
      const served = pages.reduce((all, page) => all + page.uuids.length, 0);
      return `${requests.length} requests, ${served} events served, ${stored} rows accepted.`;
    },
  };
}

function knownStream(path: string) {
  const stream = streamOfFile(path);
  if (!stream) throw new SyntaxError(`${path}: the name does not begin with one of ${streams.join(', ')}`);
  return stream;
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((all, count) => all + count, 0);
}
