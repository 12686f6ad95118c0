/** For tests: stands before a server on this machine, and lets some requests go wrong. */
import { Agent, createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ProxyFault =
  | { readonly kind: 'status'; readonly status: number; readonly code: string; readonly text: string }
  /** No answer; the request does not arrive. */
  | { readonly kind: 'reset' | 'silence' }
  /** The request arrives, and its answer does not. */
  | { readonly kind: 'lost-answer' }
  /** The answer ends in its middle. */
  | { readonly kind: 'cut' };

/** Says of a request whether it goes wrong. */
export type ProxyScript = (method: string, path: string) => ProxyFault | undefined;

export interface FaultProxy {
  readonly port: number;
  /** Looked up with the first part of the path, which is the storage account. */
  readonly scripts: Map<string, ProxyScript>;
  stop(): Promise<void>;
}

export async function startFaultProxy(target: number): Promise<FaultProxy> {
  const scripts = new Map<string, ProxyScript>();
  // A connection without use goes long before the server would close it, which could hit the next request.
  const agent = new Agent({ keepAlive: true, timeout: 1_000 });
  const server = createServer((incoming, response) => {
    const { method = '', url = '' } = incoming;
    const fault = scripts.get(url.split('/')[1] ?? '')?.(method, url);
    if (fault === undefined || fault.kind === 'lost-answer' || fault.kind === 'cut') {
      forward({ port: target, agent }, incoming, response, fault?.kind);
      return;
    }
    incoming.resume();
    if (fault.kind === 'reset') response.socket?.resetAndDestroy();
    else if (fault.kind === 'status') {
      const { status, code, text } = fault;
      response.writeHead(status, { 'content-type': 'application/xml', 'x-ms-error-code': code });
      response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${text}</Message></Error>`);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    scripts,
    async stop() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function forward(
  target: { readonly port: number; readonly agent: Agent },
  incoming: IncomingMessage,
  response: ServerResponse,
  fault: 'lost-answer' | 'cut' | undefined,
): void {
  const { method, url, headers } = incoming;
  const outgoing = ask({ ...target, host: '127.0.0.1', method, path: url, headers }, (answer) => {
    const parts: Buffer[] = [];
    answer.on('data', (part: Buffer) => void parts.push(part));
    answer.on('end', () => {
      const body = Buffer.concat(parts);
      if (fault === 'lost-answer') {
        response.socket?.resetAndDestroy();
        return;
      }
      const { 'transfer-encoding': _, ...kept } = answer.headers;
      // The answer to HEAD names a length that it does not have.
      const length = method === 'HEAD' ? {} : { 'content-length': body.length };
      response.writeHead(answer.statusCode ?? 500, { ...kept, ...length });
      if (fault === 'cut') {
        response.write(body.subarray(0, body.length / 2), () => response.socket?.resetAndDestroy());
      } else response.end(body);
    });
  });
  outgoing.on('error', () => response.destroy());
  incoming.pipe(outgoing);
}
