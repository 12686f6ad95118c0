import { oldAudience, type TokenClaims } from './token.ts';
import { isoTime } from './timestamp.ts';

export type DiagnosisCode =
  | 'api-key-missing'
  | 'api-key-invalid'
  | 'api-key-expired'
  | 'api-key-wrong-region'
  | 'api-key-no-features'
  | 'key-vault-reference-unresolved'
  | 'api-endpoint-invalid'
  | 'api-unreachable'
  | 'rate-limited'
  | 'ingestion-forbidden'
  | 'ingestion-unreachable'
  | 'ingestion-misconfigured'
  | 'checkpoint-store-unreachable'
  | 'checkpoint-corrupt'
  | 'setting-invalid'
  | 'another-run-active'
  | 'internal-error';

/** Why data is missing, for the operator: what was found, and what to do. */
export interface Diagnosis {
  readonly code: DiagnosisCode;
  readonly message: string;
}

const newKey =
  'Issue a token for Events Reporting in the 1Password administration (Integrations, Events Reporting) and save it as the secret that the setting APIKey refers to.';

/** `detail` is in plain words and ends with a full stop, or is empty. */
const texts = {
  'api-key-missing': (_detail: string) => `The setting APIKey of the Function App is empty. ${newKey}`,
  'api-key-invalid': (detail: string) => `${detail} ${newKey}`,
  'api-key-expired': (detail: string) => `${detail} ${newKey}`,
  'api-key-wrong-region': (detail: string) => detail,
  'api-key-no-features': (detail: string) =>
    `${detail} Issue a token for audit events, item usages and sign-in attempts: features of a token cannot be changed later.`,
  'key-vault-reference-unresolved': (detail: string) =>
    `The platform could not read the API key from Key Vault. ${detail}Check the role Key Vault Secrets User of the app's managed identity, the name of the secret, and the firewall of the vault; the page of the app's environment variables shows the state of the reference.`,
  'api-endpoint-invalid': (detail: string) => detail,
  'api-unreachable': (detail: string) => `${detail} Every run tries again from the saved position.`,
  'rate-limited': (detail: string) =>
    `${detail} Collection goes on from the saved position. Other products that read the same 1Password account share its limits.`,
  'ingestion-forbidden': (detail: string) =>
    `${detail} The managed identity of the app needs the role Monitoring Metrics Publisher on the data collection rule; a new assignment takes up to 30 minutes.`,
  'ingestion-unreachable': (detail: string) =>
    `${detail} Check the setting LOGS_INGESTION_ENDPOINT and the network; every run tries again from the saved position.`,
  'ingestion-misconfigured': (detail: string) =>
    `${detail} Check the settings LOGS_INGESTION_ENDPOINT, DCR_IMMUTABLE_ID and DCR_STREAM_NAME.`,
  'checkpoint-store-unreachable': (detail: string) =>
    `The container cursors of the storage account cannot be read or written: ${detail} Check the storage account, its firewall, and the role Storage Blob Data Owner of the app's managed identity.`,
  'checkpoint-corrupt': (detail: string) => detail,
  'setting-invalid': (detail: string) => detail,
  'another-run-active': (detail: string) => detail,
  'internal-error': (detail: string) => `The connector met a fault of its own: ${detail}`,
} as const satisfies Record<DiagnosisCode, (detail: string) => string>;

/** Makes the diagnosis with its text for the operator. */
export function diagnose(code: DiagnosisCode, detail = ''): Diagnosis {
  return { code, message: texts[code](detail).trim() };
}

/** Explains why introspection refused a token, by what the token says of itself. */
export function explainRefusal(claims: TokenClaims | undefined, host: string, now: number): Diagnosis {
  if (claims === undefined) {
    return diagnose(
      'api-key-invalid',
      'The API key is not a token for Events Reporting, and 1Password refuses it.',
    );
  }
  if (claims.host === oldAudience) {
    return diagnose(
      'api-key-invalid',
      'The API key was issued before tokens named their host, and 1Password refuses it.',
    );
  }
  if (namesOtherHost(claims, host)) {
    return diagnose(
      'api-key-wrong-region',
      `The API key is for ${claims.host ?? ''}, but the setting apiEndpoint names ${host}. Set apiEndpoint to https://${claims.host ?? ''}, or use a token of the account on ${host}.`,
    );
  }
  if (claims.expiresAt !== undefined && claims.expiresAt <= now) {
    return diagnose('api-key-expired', `The API key expired at ${isoTime(claims.expiresAt)}.`);
  }
  return diagnose(
    'api-key-invalid',
    'The API key is refused by 1Password: it was revoked, or not copied whole.',
  );
}

/** Whether the token says that it belongs elsewhere; hosts in lower case, with a port where they have one. */
export function namesOtherHost(claims: TokenClaims | undefined, host: string): boolean {
  return claims?.host !== undefined && claims.host !== oldAudience && claims.host !== host.toLowerCase();
}
