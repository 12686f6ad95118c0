/** What a look before the deployment found. */
export interface CheckResult {
  /** What was looked at: `API key`. */
  readonly name: string;
  /** `warned`: not as it should be, or not known, but no reason to stop. */
  readonly state: 'passed' | 'warned' | 'failed';
  /** In sentences. */
  readonly message: string;
  /** What to do, in sentences. */
  readonly remedy?: string;
  /** Code of the connector's own diagnosis, where it is one. */
  readonly code?: string;
}

export function passed(name: string, message: string): CheckResult {
  return { name, state: 'passed', message };
}

export function warned(name: string, message: string, remedy?: string): CheckResult {
  return { name, state: 'warned', message, ...(remedy === undefined ? {} : { remedy }) };
}

export function failed(name: string, message: string, remedy?: string): CheckResult {
  return { name, state: 'failed', message, ...(remedy === undefined ? {} : { remedy }) };
}
