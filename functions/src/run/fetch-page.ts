import { mapPage, type MappedPage } from '../core/page-rows.ts';
import { parseErrorMessage, parsePage } from '../core/page.ts';
import { requestBody, type Position } from '../core/polling.ts';
import { stepAfterApi } from '../core/retry.ts';
import type { StreamProgress } from '../core/stream-progress.ts';
import { StreamStop } from '../core/stream-report.ts';
import type { Stream } from '../core/stream.ts';
import type { Run } from './run.ts';

/** A page, or a refusal that asks for another position. */
export type Fetched =
  | { readonly kind: 'page'; readonly page: MappedPage }
  | { readonly kind: 'bad-request'; readonly message: string }
  | { readonly kind: 'too-large' };

/** Gets the page at a position, with all the patience that the budget allows; throws `StreamStop` otherwise. */
export async function fetchPage(
  run: Run,
  stream: Stream,
  position: Position,
  progress: StreamProgress,
  signal: AbortSignal,
): Promise<Fetched> {
  const { api, chance, clock } = run.ports;
  const deadline = run.budget.lastFetch;
  for (let tries = 1; ; tries += 1) {
    await run.limiter.take(deadline, signal);
    progress.add('requests');
    const token = run.token.value;
    const result = await api.poll(stream, token, requestBody(position), signal);
    if (result.status !== 200) progress.httpStatus = result.status;
    const page = result.status === 200 ? parsePage(result.body) : undefined;
    if (page !== undefined) {
      progress.refusal = undefined;
      return { kind: 'page', page: mapPage(page, stream, run.settings.dropPairs) };
    }
    const attempt = { tries, roll: chance.fraction(), now: clock.now(), deadline };
    const step = stepAfterApi(result, false, attempt);
    switch (step.kind) {
      case 'too-large':
        return { kind: 'too-large' };
      case 'bad-request':
        return {
          kind: 'bad-request',
          message: parseErrorMessage(result.status === 400 ? result.body : '') ?? '',
        };
      case 'unauthorized':
        if (await run.token.renew(token)) break;
        throw new StreamStop(
          'unauthorized',
          'revoked-or-expired',
          'The Events API refuses the API key (HTTP 401).',
          401,
        );
      case 'give-up':
        if (step.retryAt !== undefined) run.limiter.pause(step.retryAt);
        throw step.stop;
      case 'wait':
        progress.refusal = step.stop;
        progress.add('retries');
        progress.add('waitedMs', step.ms);
        if (step.isShared) run.limiter.pause(clock.now() + step.ms);
        await clock.sleep(step.ms, signal);
        break;
      case 'answered':
        break;
    }
  }
}
