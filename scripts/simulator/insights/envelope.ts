/** What Application Insights takes as a metric. */
export interface Envelope {
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly iKey: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly data: {
    readonly baseType: 'MetricData';
    readonly baseData: {
      readonly ver: 2;
      readonly metrics: readonly [{ readonly name: string; readonly value: number }];
      readonly properties?: Readonly<Record<string, string>>;
    };
  };
}

/** Older ones are refused; the service names the number in its answer. */
const oldestMs = 172_800_000;

/** What is wrong with an item of a call; undefined where nothing is. */
export function findFault(item: unknown, instrumentationKey: string, now: number): string | undefined {
  const { name, time, iKey, tags = {}, data } = asRecord(item);
  const { baseType, baseData } = asRecord(data);
  const { ver, metrics, properties = {} } = asRecord(baseData);
  const when = typeof time === 'string' && time.endsWith('Z') ? Date.parse(time) : Number.NaN;
  if (typeof name !== 'string' || name === '') return 'the envelope has no name';
  if (Number.isNaN(when)) return 'time is not in UTC';
  if (now - when > oldestMs) return 'time is older than the allowed minimum date';
  if (iKey !== instrumentationKey) return 'Invalid instrumentation key';
  if (baseType !== 'MetricData' || ver !== 2) return 'this is no metric';
  // The service would store the first and say nothing of the others.
  if (!Array.isArray(metrics) || metrics.length !== 1) return 'there has to be one metric';
  const { name: metric, value, kind = 'Measurement', ...rest } = asRecord(metrics[0]);
  if (typeof metric !== 'string' || !/^.{1,1024}$/.test(metric)) return 'the metric has no name';
  if (typeof value !== 'number') return 'the metric has no value';
  if (kind !== 'Measurement' || Object.keys(rest).length > 0) return 'this is no single measurement';
  return isTexts(tags) && isTexts(properties) ? undefined : 'tags and properties have to be short texts';
}

function isTexts(value: unknown): boolean {
  return (
    asRecord(value) === value &&
    Object.values(value).every((text) => typeof text === 'string' && text.length <= 8192)
  );
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? (value as Readonly<Record<string, unknown>>) : {};
}
