/** The timer trigger: the only function of the app. Loading this file registers it and does nothing else. */
import { app, type InvocationContext, type Timer } from '@azure/functions';
import { createConnector } from '../adapters/connector.ts';
import { keepHeapSmall } from '../adapters/heap.ts';
import type { LogSink } from '../adapters/log.ts';
import { describeSummary, isFulfilled } from '../core/summary.ts';

/** `functionTimeout` of host.json. */
const longestRunSeconds = 600;

keepHeapSmall();
const connector = createConnector(process.env, longestRunSeconds);

app.timer('PollEvents', {
  schedule: '%schedule%',
  // Would run on every restart and every further instance.
  runOnStartup: false,
  useMonitor: true,
  handler: pollEvents,
});

/** One run. It fails in the platform's eyes where a stream did, after everything safe has been saved. */
async function pollEvents({ isPastDue }: Timer, context: InvocationContext): Promise<void> {
  const summary = await connector.run(sinkOf(context), isPastDue);
  if (!isFulfilled(summary)) throw new Error(connector.redact(describeSummary(summary)));
}

function sinkOf(context: InvocationContext): LogSink {
  return (level, line) => context[level](line);
}
