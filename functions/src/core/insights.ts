/** How Application Insights is spoken to: its connection string, and the form of what it takes. */
import type { Metric, RunMetrics } from './metrics.ts';
import { Refusal, secureAddress } from './settings-form.ts';
import { isoTime } from './timestamp.ts';

/** A component of Application Insights. */
export interface InsightsTarget {
  /** Tells the component; it takes nothing without a token, and is kept out of logs all the same. */
  readonly instrumentationKey: string;
  /** Without a slash at its end. */
  readonly endpoint: string;
}

/** Reads a connection string, `Name=value;…` with names in any case; undefined where it is of no use. */
export function parseInsightsConnection(text: string): InsightsTarget | undefined {
  const parts = new Map(
    text.split(';').map((part) => {
      const at = part.indexOf('=');
      return [part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim()];
    }),
  );
  const valueOf = (name: string): string => parts.get(name) ?? '';
  const instrumentationKey = valueOf('instrumentationkey');
  // The token goes there, so that it has to be a good address.
  const endpoint = secureAddress(valueOf('ingestionendpoint'));
  return instrumentationKey === '' || endpoint instanceof Refusal
    ? undefined
    : { instrumentationKey, endpoint };
}

/**
 * The body of one call: an envelope for each metric, since the service stores only the first of several
 * in one. Source: Azure/azure-rest-api-specs, specification/applicationinsights/data-plane/
 * Monitor.Exporters/preview/v2.1/swagger.json (TelemetryEnvelope, MetricsData, DataPoint).
 */
export function toEnvelopes(run: RunMetrics, instrumentationKey: string): readonly object[] {
  const frame = {
    name: 'Microsoft.ApplicationInsights.Metric',
    time: isoTime(run.time),
    iKey: instrumentationKey,
    tags: {
      'ai.application.ver': run.version,
      'ai.operation.id': run.runId,
      'ai.operation.name': operationName,
    },
  };
  return run.metrics.map((metric) => ({
    ...frame,
    data: { baseType: 'MetricData', baseData: dataOf(metric) },
  }));
}

/** Name of the function, as the platform gives it to requests and exceptions. */
const operationName = 'PollEvents';

function dataOf({ name, value, dimensions }: Metric): object {
  return { ver: 2, metrics: [{ name, kind: 'Measurement', value }], properties: dimensions };
}
