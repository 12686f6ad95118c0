import http from 'node:http';
import https from 'node:https';

/** A connection, TLS included, that does not stand within this time is given up (connector.md 4.2). */
const connectMilliseconds = 10_000;

/** Named, so that a caller can say which of the time-outs it was. */
export const connectTimeout = 'CONNECT_TIMEOUT';

/** An open connection without use is closed before servers do so, which could cut the next request. */
const options: http.AgentOptions = { keepAlive: true, timeout: 30_000 };

/**
 * An agent that keeps connections open for the next request and gives up on one that does not come to
 * stand; the HTTP client below knows a time-out for the answer only.
 */
export function createAgent(url: URL, milliseconds = connectMilliseconds): http.Agent {
  return url.protocol === 'https:'
    ? limitConnecting(new https.Agent(options), 'secureConnect', milliseconds)
    : limitConnecting(new http.Agent(options), 'connect', milliseconds);
}

/** What agents make connections with; Node.js documents it, its types do not name it. */
interface Connecting {
  createConnection(...args: readonly unknown[]): import('node:net').Socket;
}

function limitConnecting<T extends http.Agent>(agent: T, ready: string, milliseconds: number): T {
  const connecting = agent as T & Connecting;
  const create = connecting.createConnection.bind(agent);
  connecting.createConnection = (...args) => {
    const socket = create(...args);
    const timer = setTimeout(() => {
      socket.destroy(Object.assign(new Error('no connection in time'), { code: connectTimeout }));
    }, milliseconds);
    const stop = (): void => clearTimeout(timer);
    socket.once(ready, stop);
    socket.once('close', stop);
    return socket;
  };
  return agent;
}
