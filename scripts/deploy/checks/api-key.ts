import { hostOf } from '../../../functions/src/core/api-endpoint.ts';
import { judgeKey, type JudgeOptions } from '../key/judge-key.ts';
import { failed, passed, warned, type CheckResult } from './check.ts';

export interface KeyQuestion {
  readonly token: string;
  /** `https://events.1password.com`, without a slash at its end. */
  readonly endpoint: string;
  /** The way to the Events API, where it is not the usual one. */
  readonly judging?: Omit<JudgeOptions, 'endpoint'>;
}

const name = 'API key';
const unknownRemedy =
  'Azure may reach it all the same. npm run doctor tells afterwards whether the key works.';

/**
 * Whether a key is good at an address: by its form, then by asking 1Password. Only a refusal fails; an API
 * that cannot be reached from here may well be reached from Azure.
 */
export async function checkApiKey({ token, endpoint, judging }: KeyQuestion): Promise<CheckResult> {
  const judged = await judgeKey(token, { ...judging, endpoint });
  const host = hostOf(endpoint);
  if (judged.kind !== 'good') {
    const { code, message } = judged.diagnosis;
    if (judged.kind === 'unknown') return { ...warned(name, message, unknownRemedy), code };
    const remedy =
      code === 'api-key-wrong-region' ? 'Leave out --region, or choose the one of the key.' : undefined;
    return { ...failed(name, message, remedy), code };
  }
  if (judged.missing.length === 0) return passed(name, `${host} accepts it for all kinds of events.`);
  const text = `${host} accepts it, but not for ${judged.missing.join(' and ')}.`;
  return warned(name, text, 'Issue a key with all kinds of events: those of a key cannot be changed later.');
}
