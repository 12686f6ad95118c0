/** Numbers of the two services and of our own design, each standing once. Bytes are of UTF-8. */
export const limits = {
  /** The service cuts a field at 64 KB without a word; we shorten it before that. */
  fieldBytes: 60_000,
  rowBytes: 900_000,
  /** A call may hold 1 MB before compression; the target leaves room for what gzip and proxies add. */
  batchTargetBytes: 950_000,
  batchBytes: 1_000_000,
  /** A cut connection is taken for a refused size only above this. */
  bigBodyBytes: 100_000,
  /** Event ids remembered for de-duplication. */
  recentEvents: 5_000,
  /** How long the Events API keeps events. */
  historyMs: 120 * 24 * 3_600_000,
  tries: 5,
  firstWaitMs: 1_000,
  longestWaitMs: 30_000,
  shortestThrottleMs: 5_000,
  /** A longer Retry-After than this is tried again anyway, lest a wrong one silence us for days. */
  longestThrottleMs: 3_600_000,
  /** Pages without news that repeat their cursor before the stream counts as stalled. */
  stalledPages: 5,
  smallPage: 100,
  /** How long a save is tried again after its rows were accepted. */
  saveMs: 10_000,
  /** What the health row may take beyond the budget. */
  healthMs: 10_000,
  /** What sending the metrics may take, within the budget. */
  metricsMs: 5_000,
} as const;

export const second = 1_000;
export const hour = 3_600_000;
export const day = 24 * hour;
