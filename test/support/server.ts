/**
 * For tests: an HTTP server on a free port of this machine that answers as the test says, and remembers
 * what it was asked.
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export type Answer = (response: ServerResponse, asked: Asked) => void;

export interface TestServer {
  /** Without a slash at its end. */
  readonly address: string;
  readonly asked: Asked[];
  /** How many connections were made. */
  connections(): number;
  stop(): Promise<void>;
}

export async function startServer(answer: Answer): Promise<TestServer> {
  const asked: Asked[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    void readAll(request).then((body) => {
      const { method = '', url = '', headers } = request;
      const question = { method, path: url, headers, body };
      asked.push(question);
      answer(response, question);
    });
  });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    asked,
    connections: () => connections,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  try {
    for await (const part of request) parts.push(part as Buffer);
  } catch {
    // The client has gone.
  }
  return Buffer.concat(parts);
}
