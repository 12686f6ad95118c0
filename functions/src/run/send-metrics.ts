import { limits } from '../core/limits.ts';
import type { RunMetrics } from '../core/metrics.ts';
import { describeError } from '../core/redaction.ts';
import type { Ports } from '../ports.ts';

/**
 * Sends the metrics of a run once, in what is left of its time until `end` (ms). Whatever becomes of it
 * changes nothing: a failure is a line in the log, without what the service said.
 */
export async function sendMetrics(
  { telemetry, clock, log }: Ports,
  metrics: RunMetrics,
  end: number,
): Promise<void> {
  if (telemetry === undefined) return;
  const time = Math.min(limits.metricsMs, end - clock.now());
  const sending = new AbortController();
  const timer = new AbortController();
  const late = clock.sleep(time, timer.signal).then(
    () => 'not in time',
    () => 'not in time',
  );
  const send = async (): Promise<string | undefined> => {
    const { status, ...answer } = await telemetry.send(metrics, sending.signal);
    if (status === 200) return undefined;
    return status === undefined && 'reason' in answer ? answer.reason : `HTTP ${status}`;
  };
  let failure: string | undefined = 'no time was left';
  try {
    // A call that heeds no signal must not hold up the end of the run.
    if (time > 0) failure = await Promise.race([send(), late]);
  } catch (error) {
    failure = describeError(error);
  } finally {
    sending.abort();
    timer.abort();
  }
  if (failure !== undefined)
    log.write('warn', `The metrics of the run were not taken: ${failure}.`, { runId: metrics.runId });
}
