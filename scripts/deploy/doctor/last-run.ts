import type { DiagnosisCode } from '../../../functions/src/core/diagnosis.ts';
import { broken, type Finding, type LinkName } from './finding.ts';
import { isFresh, type Patient } from './patient.ts';

interface Meaning {
  readonly link: LinkName;
  /** What to do beside what the connector's own text says. */
  readonly remedy: string;
}

const newKey =
  'Issue a new API key in 1Password (Integrations, Events Reporting) and set it with npm run rotate-key -- --api-key-file FILE.';
const repair =
  'Deploy again with npm run deploy and the same answers: that sets all settings and roles anew.';

/** Which link a diagnosis of the connector is about. Those that pass by themselves break none. */
const meanings: Readonly<Partial<Record<DiagnosisCode, Meaning>>> = {
  'api-key-missing': { link: 'key', remedy: newKey },
  'api-key-invalid': { link: 'key', remedy: newKey },
  'api-key-expired': { link: 'key', remedy: newKey },
  'api-key-no-features': { link: 'key', remedy: newKey },
  'api-key-wrong-region': {
    link: 'key',
    remedy:
      'Set apiEndpoint of the function app to the address that the message names, or deploy again with npm run deploy -- --region auto and this key.',
  },
  'key-vault-reference-unresolved': { link: 'identity', remedy: repair },
  'api-endpoint-invalid': { link: 'events-api', remedy: repair },
  'api-unreachable': {
    link: 'events-api',
    remedy: 'Nothing is lost: every run tries again. Where it lasts, check the network of the function app.',
  },
  'ingestion-forbidden': { link: 'identity', remedy: repair },
  'ingestion-unreachable': {
    link: 'rule',
    remedy: 'Nothing is lost: every run tries again. Where it lasts, check the network of the function app.',
  },
  'ingestion-misconfigured': { link: 'rule', remedy: repair },
  'checkpoint-store-unreachable': { link: 'identity', remedy: repair },
  'setting-invalid': {
    link: 'function',
    remedy: 'Correct the setting under Environment variables of the function app, or deploy again.',
  },
  'internal-error': {
    link: 'function',
    remedy: 'Report it to the repository of the solution with the message, without keys and events.',
  },
};

/** What the newest health row has against this link; undefined where it has nothing, or is too old. */
export function complaintOfLastRun(patient: Patient, link: LinkName): Finding | undefined {
  const { lastRun } = patient;
  if (!lastRun?.diagnosis || !isFresh(patient)) return undefined;
  const { code, message } = lastRun.diagnosis;
  const meaning = meanings[code as DiagnosisCode];
  return meaning?.link === link ? broken(link, message, meaning.remedy, code) : undefined;
}

/** What to do about a diagnosis, wherever it was made. */
export function remedyOfCode(code: string): string {
  return meanings[code as DiagnosisCode]?.remedy ?? newKey;
}
