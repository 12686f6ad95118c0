import { parseApiEndpoint } from '../../../functions/src/core/api-endpoint.ts';
import type { Diagnosis } from '../../../functions/src/core/diagnosis.ts';
import { Refusal } from '../../../functions/src/core/settings-form.ts';
import { oldAudience, readClaims } from '../../../functions/src/core/token.ts';
import { formProblem } from '../answers/api-key.ts';

/** What can be said of a key without asking anybody; undefined where it looks like one. */
export function keyFormFault(key: string): Diagnosis | undefined {
  const problem = formProblem(key);
  if (problem === undefined) return undefined;
  return { code: key === '' ? 'api-key-missing' : 'api-key-invalid', message: problem };
}

/**
 * The address that a key is for, by what it says of itself, or why there is none. With `allowsOthers` it need
 * not be 1Password's own.
 */
export function endpointOfKey(key: string, allowsOthers = false): string | Diagnosis {
  const host = readClaims(key)?.host;
  if (host === undefined || host === oldAudience) {
    return {
      code: 'api-key-invalid',
      message:
        'The API key does not say for which region it was issued, as recent keys do. Issue a new one in the 1Password administration (Integrations, Events Reporting).',
    };
  }
  const endpoint = parseApiEndpoint(`https://${host}`, allowsOthers);
  if (!(endpoint instanceof Refusal)) return endpoint;
  return {
    code: 'api-endpoint-invalid',
    message: `The API key is for ${host}, which is no host of 1Password.`,
  };
}
