/**
 * The connector's doors for commands on this machine. Bundled apart from the toolchain: the Azure
 * libraries would make every command start late.
 */
import { connect } from '../../functions/src/adapters/connect.ts';
import { createBlobService } from '../../functions/src/adapters/blob-service.ts';
import { createConnector, type Connector } from '../../functions/src/adapters/connector.ts';
import { createLog, type LogSink } from '../../functions/src/adapters/log.ts';
import { KnownSecrets } from '../../functions/src/adapters/secrets.ts';
import { containerName } from '../../functions/src/adapters/state-store.ts';
import { readSettings, type Environment } from '../../functions/src/core/settings.ts';
import { isFulfilled } from '../../functions/src/core/summary.ts';
import { Uploader } from '../../functions/src/run/uploader.ts';
import { listDeadLetters, resendDeadLetters, type DeadLetterEntry, type Resent } from './dead-letters.ts';

export interface LocalRun {
  /** The summary as one line of JSON, without secrets. */
  readonly line: string;
  readonly isFulfilled: boolean;
}

/** One run with the settings of the environment. */
export async function runOnce(environment: Environment, sink: LogSink): Promise<LocalRun> {
  const connector: Connector = createConnector(environment);
  const summary = await connector.run(sink, false);
  return { line: connector.redact(JSON.stringify(summary)), isFulfilled: isFulfilled(summary) };
}

/** What `deadletters` can do; `problem` in words where the settings, the storage or the service refuse. */
export type DeadLetterOutcome<T> = { readonly result: T } | { readonly problem: string };

export function list(environment: Environment): Promise<DeadLetterOutcome<DeadLetterEntry[]>> {
  return withSettings(environment, async ({ container }) => listDeadLetters(container));
}

export function resend(
  environment: Environment,
  report: (resent: Resent) => void,
): Promise<DeadLetterOutcome<readonly Resent[]>> {
  return withSettings(environment, async ({ container, uploader }) => {
    const all: Resent[] = [];
    await resendDeadLetters(container, uploader(), (resent) => {
      all.push(resent);
      report(resent);
    });
    return all;
  });
}

interface Tools {
  readonly container: ReturnType<ReturnType<typeof createBlobService>['getContainerClient']>;
  uploader(): Uploader;
}

async function withSettings<T>(
  environment: Environment,
  work: (tools: Tools) => Promise<T>,
): Promise<DeadLetterOutcome<T>> {
  const { settings, problems } = readSettings(environment);
  if (!settings) return { problem: problems.map(({ message }) => message).join(' ') };
  const secrets = new KnownSecrets();
  secrets.add(settings.apiKey, settings.storageConnection, settings.identityHeader);
  try {
    const container = createBlobService(settings).getContainerClient(containerName);
    const uploader = (): Uploader => {
      const connections = connect(settings, () => {});
      const log = createLog(() => {}, settings.logLevel, secrets.redact);
      const now = connections.clock.now();
      const signal = AbortSignal.timeout(settings.runBudgetSeconds * 1000);
      const deadline = now + settings.runBudgetSeconds * 1000;
      const id = connections.chance.id(now);
      return new Uploader({ ...connections, log }, id, settings.concurrentUploads, { signal, deadline });
    };
    return { result: await work({ container, uploader }) };
  } catch (error) {
    return { problem: secrets.redact(error instanceof Error ? error.message : String(error)) };
  }
}
