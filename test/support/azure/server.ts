/** HTTPS on loopback: reads requests, checks sign-in and rights, asks the routes, writes everything down. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createCertificate } from '../../../scripts/simulator/http/certificate.ts';
import { refusal, Refused, type Answer, type Ask, type Route } from './exchange.ts';
import type { Failures } from './failures.ts';

export interface ServerOptions {
  readonly routes: readonly Route[];
  readonly failures: Failures;
  /** Refuses a request before any route sees it. */
  readonly guard: (ask: Ask) => Answer | undefined;
  readonly delay: () => number;
}

export interface RunningServer {
  readonly endpoint: string;
  readonly authority: string;
  readonly asked: string[];
  readonly traffic: string[];
  readonly answers: string[];
  stop(): Promise<void>;
}

export async function startHttps(options: ServerOptions): Promise<RunningServer> {
  const { routes, failures, guard, delay } = options;
  const [asked, traffic, answers]: string[][] = [[], [], []] as [string[], string[], string[]];
  const certificate = createCertificate();

  const answerTo = async (ask: Ask, url: string): Promise<Answer | 'cut'> => {
    const failure = failures.take(ask, url);
    if (failure !== undefined) return failure;
    try {
      return guard(ask) ?? (await dispatch(routes, ask));
    } catch (error) {
      if (error instanceof Refused) return error.answer;
      // A fault of the stand-in, or of a template that it was given: told as what it is.
      return refusal(
        500,
        'StandInFailed',
        error instanceof Error ? (error.stack ?? error.message) : String(error),
      );
    }
  };

  const respond = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { ask, text } = await readAsk(incoming);
    asked.push(`${ask.method} ${incoming.url ?? ''}`);
    if (text !== '') traffic.push(text);
    if (delay() > 0) await pause(delay(), undefined, { ref: false });
    const answer = await answerTo(ask, incoming.url ?? '');
    if (answer === 'cut') {
      response.socket?.resetAndDestroy();
      return;
    }
    const body = answer.body === undefined ? '' : JSON.stringify(answer.body);
    if (body !== '') {
      traffic.push(body);
      answers.push(body);
    }
    response.writeHead(answer.status, {
      'content-type': 'application/json; charset=utf-8',
      ...answer.headers,
    });
    response.end(ask.method === 'HEAD' ? '' : body);
  };

  const server = createServer({ key: certificate.key, cert: certificate.cert }, (incoming, response) => {
    respond(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    endpoint: `https://localhost:${(server.address() as AddressInfo).port}`,
    authority: certificate.cert,
    asked,
    traffic,
    answers,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function dispatch(routes: readonly Route[], ask: Ask): Promise<Answer> {
  if (!ask.query.has('api-version')) {
    return refusal(
      400,
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
    );
  }
  for (const { method, path, handle } of routes) {
    const match = method === ask.method ? path.exec(ask.path) : null;
    const answer = match ? await handle(ask, match) : undefined;
    if (answer) return answer;
  }
  return refusal(501, 'StandInDoesNotKnow', `The stand-in does not know ${ask.method} ${ask.exactPath}.`);
}

async function readAsk(incoming: IncomingMessage): Promise<{ readonly ask: Ask; readonly text: string }> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString();
  const url = new URL(incoming.url ?? '/', 'https://localhost');
  const exactPath = decodeURIComponent(url.pathname).replace(/\/$/, '');
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
  const body: unknown = text === '' ? undefined : parsed(text);
  const query = url.searchParams;
  return {
    ask: { method: incoming.method ?? 'GET', path: exactPath.toLowerCase(), exactPath, query, body, headers },
    text,
  };
}

/** What is no JSON is no body: the routes say what is missing. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
