/** Requests that go on in Azure after their answer, by the protocol of asynchronous operations. */
import { setTimeout as pause } from 'node:timers/promises';
import { AzureFault, faultOfAnswer } from './azure-fault.ts';

export interface Answer {
  readonly status: number;
  readonly headers: { get(name: string): string | undefined };
  readonly bodyAsText?: string | null | undefined;
}

export interface Waiting {
  readonly signal?: AbortSignal | undefined;
}

/** Where Azure does not say when to ask again. Source: what Azure's own SDK for JavaScript waits. */
const defaultDelay = 2_000;

const ended = new Set(['succeeded', 'failed', 'canceled']);

/**
 * Follows an operation from its first answer to its end and gives the last answer. `Azure-AsyncOperation`
 * leads to a status, `Location` to the result (202 until it is there), and a PUT without either says in
 * its body how far it is. Throws `AzureFault` where the operation failed.
 */
export async function followToEnd(
  first: Answer,
  { method, url }: { readonly method: string; readonly url: string },
  ask: (url: string) => Promise<Answer>,
  { signal }: Waiting = {},
): Promise<Answer> {
  const isFollowed = async (address: string, isDone: (answer: Answer) => boolean): Promise<Answer> => {
    let last = first;
    for (;;) {
      await pause(delayOf(last), undefined, signal ? { signal } : {});
      last = accepted(await ask(address));
      if (isDone(last)) return last;
    }
  };
  accepted(first);
  const status = first.headers.get('azure-asyncoperation');
  const location = first.headers.get('location');
  if (status !== undefined) {
    const last = await isFollowed(status, (answer) => ended.has(stateOf(answer, 'status')));
    if (stateOf(last, 'status') !== 'succeeded') throw faultOfEnd(last, stateOf(last, 'status'));
    if (method === 'PUT' || method === 'PATCH') return accepted(await ask(url));
    return location === undefined ? last : accepted(await ask(location));
  }
  if (location !== undefined && first.status === 202) {
    return isFollowed(location, (answer) => answer.status !== 202);
  }
  if (method !== 'PUT' || isProvisioned(first)) return first;
  const last = await isFollowed(url, isProvisioned);
  const end = stateOf(last, 'provisioning');
  if (end !== 'succeeded' && end !== '') throw faultOfEnd(last, end);
  return last;
}

function accepted(answer: Answer): Answer {
  if (answer.status >= 300) throw faultOfAnswer(answer.status, answer.bodyAsText);
  return answer;
}

/** The answer itself is a good one; the error of the operation stands in it, or nothing but its state. */
function faultOfEnd({ status, bodyAsText }: Answer, state: string): AzureFault {
  const fault = faultOfAnswer(status, bodyAsText);
  if (!fault.code.startsWith('Http')) return fault;
  return new AzureFault(status, {
    code: `Operation${state}`,
    message: `Azure ended it as ${state} and gave no reason.`,
  });
}

function delayOf({ headers }: Answer): number {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isNaN(seconds) ? defaultDelay : seconds * 1_000;
}

function isProvisioned(answer: Answer): boolean {
  const state = stateOf(answer, 'provisioning');
  return state === '' || ended.has(state);
}

/** In lower case; empty where the answer names no state. */
function stateOf({ bodyAsText }: Answer, kind: 'status' | 'provisioning'): string {
  if (!bodyAsText) return '';
  const body = JSON.parse(bodyAsText) as {
    readonly status?: unknown;
    readonly properties?: { readonly provisioningState?: unknown };
  };
  return String((kind === 'status' ? body.status : body.properties?.provisioningState) ?? '').toLowerCase();
}
