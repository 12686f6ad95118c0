import { parseInsightsConnection } from '../core/insights.ts';
import { readSettings, type Environment, type SettingsReading } from '../core/settings.ts';
import type { Summary } from '../core/summary.ts';
import { runTick, summarizeProblems } from '../run/tick.ts';
import type { Connections } from './connect.ts';
import { createLog, type LogSink } from './log.ts';
import { KnownSecrets } from './secrets.ts';
import { version } from './version.ts';

export interface Connector {
  /** One run; what goes wrong outside stands in the summary. */
  run(sink: LogSink, isPastDue: boolean): Promise<Summary>;
  /** Takes out of a text what must not be shown: what a run ends with is shown too. */
  redact(text: string): string;
}

interface Opened {
  readonly reading: SettingsReading;
  readonly connections: Connections | undefined;
}

/**
 * The connector with the settings of an environment. Settings are read at the first run, so that a wrong
 * one is a failed run and not a function that cannot be loaded. `longestRunSeconds`: time limit of the
 * platform, where it has one.
 */
export function createConnector(environment: Environment, longestRunSeconds?: number): Connector {
  const secrets = new KnownSecrets();
  let opened: Promise<Opened> | undefined;

  async function open(): Promise<Opened> {
    const reading = readSettings(environment, longestRunSeconds);
    const settings = reading.settings ?? reading.sending;
    if (!settings) return { reading, connections: undefined };
    const insightsKey = parseInsightsConnection(settings.insightsConnection ?? '')?.instrumentationKey;
    secrets.add(settings.apiKey, settings.storageConnection, settings.identityHeader, insightsKey);
    // The libraries of Azure take most of the time of loading, and registering the function needs none.
    const { connect } = await import('./connect.ts');
    return { reading, connections: connect(settings, (key) => secrets.add(key.trim())) };
  }

  return {
    redact: secrets.redact,
    async run(sink, isPastDue) {
      opened ??= open();
      const { reading, connections } = await opened;
      const settings = reading.settings ?? reading.sending;
      const log = createLog(sink, settings?.logLevel ?? 'info', secrets.redact);
      const problems = reading.problems ?? [];
      for (const { message } of problems) log.write('error', message);
      if (!settings || !connections) return summarizeProblems(problems);
      return runTick({ ...connections, log }, settings, { version, isPastDue, problems });
    },
  };
}
