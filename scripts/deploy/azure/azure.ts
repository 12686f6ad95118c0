/**
 * The way to Azure Resource Manager: one client, one pipeline (sign-in, retries, throttling) for the SDK's
 * operations and for the requests that it has no operation for.
 */
import { ResourceManagementClient } from '@azure/arm-resources';
import { createHttpHeaders, createPipelineRequest, type HttpMethods } from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/identity';
import { faultOfAnswer, faultOfError } from './azure-fault.ts';
import { followToEnd, type Answer, type Waiting } from './long-running.ts';

/** Azure's public cloud; other clouds have their own. Source: Microsoft Learn, "Azure national clouds". */
export const publicEndpoint = 'https://management.azure.com';

export interface AzureOptions {
  readonly credential: TokenCredential;
  /** Empty where the request belongs to no subscription: a list of all of them, say. */
  readonly subscriptionId: string;
  /** Without a slash at its end; `publicEndpoint` where absent. */
  readonly endpoint?: string;
  /** The certificate authority to accept in place of Node's own, in PEM. */
  readonly authority?: string;
  /** Wait before the first repetition of a request that failed by chance, in milliseconds. */
  readonly retryDelay?: number;
}

export interface Azure {
  readonly endpoint: string;
  readonly subscriptionId: string;
  /** Operations of the SDK: resources, resourceGroups, providers. Deployments: `deploymentsOf`. */
  readonly client: ResourceManagementClient;
  /** A resource, or undefined where there is none. Throws `AzureFault`. */
  get<T>(path: string, apiVersion: string): Promise<T | undefined>;
  /** All members of a list, page by page. Throws `AzureFault`. */
  list<T>(path: string, apiVersion: string): AsyncGenerator<T, void, undefined>;
  /** Any other request; answers with the body, or undefined where it has none. Throws `AzureFault`. */
  send<T>(method: HttpMethods, path: string, apiVersion: string, body?: unknown): Promise<T | undefined>;
  /**
   * A request that goes on in Azure after its answer: ends with it, and answers with what came of it.
   * Throws `AzureFault`, also where the operation fails later.
   */
  complete<T>(
    method: HttpMethods,
    path: string,
    apiVersion: string,
    body?: unknown,
    waiting?: Waiting,
  ): Promise<T | undefined>;
}

export function createAzure(options: AzureOptions): Azure {
  const { credential, subscriptionId, endpoint = publicEndpoint, authority, retryDelay } = options;
  const client = new ResourceManagementClient(credential, subscriptionId, {
    endpoint,
    credentialScopes: `${endpoint}/.default`,
    ...(authority === undefined ? {} : { tlsOptions: { ca: authority } }),
    ...(retryDelay === undefined ? {} : { retryOptions: { retryDelayInMs: retryDelay } }),
  });

  async function ask(method: HttpMethods, url: string, { body, signal }: Question = {}): Promise<Answer> {
    const request = createPipelineRequest({
      url,
      method,
      headers: createHttpHeaders({ accept: 'application/json', 'content-type': 'application/json' }),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { abortSignal: signal }),
    });
    try {
      return await client.sendRequest(request);
    } catch (error) {
      throw faultOfError(error);
    }
  }

  async function request<T>(method: HttpMethods, url: string, body?: unknown): Promise<T | undefined> {
    return bodyOf<T>(await ask(method, url, { body }));
  }

  const urlOf = (path: string, apiVersion: string): string => {
    const url = new URL(path, `${endpoint}/`);
    url.searchParams.set('api-version', apiVersion);
    // A plus stands for a blank in forms only.
    url.search = url.search.replaceAll('+', '%20');
    return url.href;
  };

  return {
    endpoint,
    subscriptionId,
    client,
    async get<T>(path: string, apiVersion: string) {
      const answer = await ask('GET', urlOf(path, apiVersion));
      return answer.status === 404 ? undefined : bodyOf<T>(answer);
    },
    async *list<T>(path: string, apiVersion: string) {
      let next: string | undefined = urlOf(path, apiVersion);
      while (next !== undefined) {
        const page: Page<T> | undefined = await request<Page<T>>('GET', next);
        yield* page?.value ?? [];
        next = page?.nextLink;
      }
    },
    send: (method, path, apiVersion, body) => request(method, urlOf(path, apiVersion), body),
    async complete<T>(
      method: HttpMethods,
      path: string,
      apiVersion: string,
      body?: unknown,
      waiting: Waiting = {},
    ) {
      const url = urlOf(path, apiVersion);
      const { signal } = waiting;
      const first = await ask(method, url, { body, signal });
      const last = await followToEnd(
        first,
        { method, url },
        (address) => ask('GET', address, { signal }),
        waiting,
      );
      return bodyOf<T>(last);
    },
  };
}

interface Question {
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

function bodyOf<T>({ status, bodyAsText }: Answer): T | undefined {
  if (status >= 300) throw faultOfAnswer(status, bodyAsText);
  return bodyAsText ? (JSON.parse(bodyAsText) as T) : undefined;
}

interface Page<T> {
  readonly value: readonly T[];
  readonly nextLink?: string;
}
