import { isRecord, parseJson } from './page.ts';
import type { Stream } from './stream.ts';
import { parseFeatures } from './token.ts';

/** What the API says of a token. */
export interface Introspection {
  readonly integrationUuid: string;
  /** Absent in answers from before version 1.4.1 of the API. */
  readonly accountUuid: string | undefined;
  readonly features: readonly Stream[];
}

/** Reads the body of a 200 in the form of version 2 or of version 1; `undefined` where it is neither. */
export function parseIntrospection(body: string): Introspection | undefined {
  const value = parseJson(body);
  if (!isRecord(value)) return undefined;
  const features = parseFeatures(value['features'] ?? value['Features']);
  if (features === undefined) return undefined;
  const integration = value['uuid'] ?? value['UUID'];
  return {
    integrationUuid: typeof integration === 'string' ? integration : '',
    accountUuid: accountOf(value['account_uuid']),
    features,
  };
}

/** The account becomes part of a path in the storage: nothing but letters, digits, dash and underline. */
function accountOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w-]{1,64}$/.test(value) ? value : undefined;
}
