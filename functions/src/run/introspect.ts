import { diagnose, explainRefusal, namesOtherHost, type Diagnosis } from '../core/diagnosis.ts';
import { parseIntrospection, type Introspection } from '../core/introspection.ts';
import { stepAfterApi } from '../core/retry.ts';
import { readClaims } from '../core/token.ts';
import type { Ports } from '../ports.ts';
import type { RequestLimiter } from './request-limiter.ts';
import { StreamStop } from '../core/stream-report.ts';

/** What the API says of a token: good, refused, or nothing to go by. */
export type Judgement =
  | { readonly kind: 'good'; readonly introspection: Introspection }
  | { readonly kind: 'refused'; readonly diagnosis: Diagnosis }
  | { readonly kind: 'unknown'; readonly diagnosis: Diagnosis };

export interface IntrospectionOptions {
  /** Of the address that is called, with a port where it names one. */
  readonly host: string;
  /** What has not been answered by then counts as unanswered (ms). */
  readonly deadline: number;
  readonly signal: AbortSignal;
}

const notJudged = 'The API key itself was not judged.';

/** Asks the API about a token. Only a 401, or a 404 of a host that the token does not name, is a refusal. */
export async function introspect(
  ports: Pick<Ports, 'api' | 'chance' | 'clock'>,
  limiter: RequestLimiter,
  token: string,
  { host, deadline, signal }: IntrospectionOptions,
): Promise<Judgement> {
  const { api, chance, clock } = ports;
  const claims = readClaims(token);
  const late = new AbortController();
  const timer = new AbortController();
  clock.sleep(deadline - clock.now(), timer.signal).then(
    () => late.abort(),
    () => undefined,
  );
  const own = AbortSignal.any([signal, late.signal]);
  try {
    for (let tries = 1; ; tries += 1) {
      await limiter.take(deadline, own);
      const result = await api.introspect(token, own);
      const introspection = result.status === 200 ? parseIntrospection(result.body) : undefined;
      if (introspection !== undefined) return { kind: 'good', introspection };
      if (result.status === 401 || (result.status === 404 && namesOtherHost(claims, host))) {
        return { kind: 'refused', diagnosis: explainRefusal(claims, host, clock.now()) };
      }
      const step = stepAfterApi(result, false, {
        tries,
        roll: chance.fraction(),
        now: clock.now(),
        deadline,
      });
      if (step.kind === 'wait') {
        if (step.isShared) limiter.pause(clock.now() + step.ms);
        await clock.sleep(step.ms, own);
      } else if (step.kind === 'give-up') {
        if (step.retryAt !== undefined) limiter.pause(step.retryAt);
        return { kind: 'unknown', diagnosis: diagnosisOf(step.stop) };
      } else {
        return {
          kind: 'unknown',
          diagnosis: diagnose(
            'api-unreachable',
            `The Events API answered HTTP ${result.status ?? '-'} to the question about the API key. ${notJudged}`,
          ),
        };
      }
    }
  } catch (error) {
    if (error instanceof StreamStop) return { kind: 'unknown', diagnosis: diagnosisOf(error) };
    if (own.aborted)
      return {
        kind: 'unknown',
        diagnosis: diagnose('api-unreachable', `The Events API did not answer in time. ${notJudged}`),
      };
    throw error;
  } finally {
    timer.abort();
  }
}

function diagnosisOf({ state, message }: StreamStop): Diagnosis {
  return diagnose(state === 'rate-limited' ? 'rate-limited' : 'api-unreachable', `${message} ${notJudged}`);
}
