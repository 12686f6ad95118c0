/** Long-running operations: an answer now, the result under another address later. */
import { refusal, route, type Answer, type Ask, type Route } from './exchange.ts';

export interface Operations {
  /** 202 and where the result will be; it is worked out when it is asked for the n-th time. */
  begin(result: () => Answer, polls?: number): Answer;
  readonly routes: readonly Route[];
}

/** `host` is known once the server runs. */
export function createOperations(subscriptionId: string, host: () => string): Operations {
  const waiting = new Map<string, { left: number; readonly result: () => Answer }>();
  let count = 0;
  const accepted = (id: string): Answer => ({
    status: 202,
    headers: {
      location: `${host()}/subscriptions/${subscriptionId}/operationresults/${id}?api-version=2025-04-01`,
      'retry-after': '0',
    },
  });
  return {
    begin(result, polls = 1) {
      const id = `operation-${++count}`;
      waiting.set(id, { left: polls, result });
      return accepted(id);
    },
    routes: [
      route('GET', '/subscriptions/{}/operationresults/{}', (_: Ask, [, , id = '']) => {
        const operation = waiting.get(id);
        if (!operation) return refusal(404, 'NotFound', 'There is no such operation.');
        if (--operation.left > 0) return accepted(id);
        waiting.delete(id);
        return operation.result();
      }),
    ],
  };
}
