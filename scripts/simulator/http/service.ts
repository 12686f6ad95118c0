import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { SimulatorClock } from '../clock.ts';
import type { FaultScript, Service } from '../faults.ts';
import type { Ledger } from '../ledger.ts';
import type { TlsKey } from './certificate.ts';
import { deliver } from './delivery.ts';
import type { Handler, Request } from './exchange.ts';
import { faultOutcome } from './fault-answer.ts';

export interface ServiceOptions {
  readonly service: Service;
  readonly handler: Handler;
  readonly faults: FaultScript;
  readonly ledger: Ledger;
  readonly clock: SimulatorClock;
  readonly usesGzip: () => boolean;
  /** 0 for any free one. */
  readonly port: number;
  readonly tls: TlsKey | undefined;
}

export interface RunningService {
  /** Address with scheme and port, without a slash at its end. */
  readonly address: string;
  /** Cuts every connection and ends. */
  close(): Promise<void>;
}

/** Starts a service on loopback. */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const listener: RequestListener = (incoming, response) => {
    respond(options, incoming, response).catch(() => response.destroy());
  };
  const { tls, port } = options;
  const server: Server = tls ? createSecureServer(tls, listener) : createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    address: `${tls ? 'https' : 'http'}://127.0.0.1:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(
  { service, handler, faults, ledger, clock, usesGzip }: ServiceOptions,
  ...[incoming, response]: Parameters<RequestListener>
): Promise<void> {
  const request = await readRequest(incoming);
  const place = handler.identify(request);
  const fault = faults.take({ service, ...place });
  const entry = ledger.begin(service, place, request, clock.now(), fault?.action.kind);
  if (fault?.latencyMs) await pause(fault.latencyMs, undefined, { ref: false });
  const outcome = fault
    ? faultOutcome(fault, request, handler)
    : ({ answer: handler.answer(request), delivery: 'whole' } as const);
  entry.status = outcome.answer?.status;
  const isGzip = usesGzip() && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  await deliver(response, outcome, { isGzip, fault });
}

async function readRequest(incoming: IncomingMessage): Promise<Request> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(incoming.headers))
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  return {
    method: incoming.method ?? 'GET',
    url: new URL(incoming.url ?? '/', 'http://simulator'),
    headers,
    body: Buffer.concat(parts),
  };
}
