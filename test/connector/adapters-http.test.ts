import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { createEventsApi } from '../../functions/src/adapters/events-api.ts';
import { defaultLimits, type HttpLimits } from '../../functions/src/adapters/http-request.ts';
import type { HttpResult } from '../../functions/src/ports.ts';
import { startServer, type Answer, type TestServer } from '../support/server.ts';

const token = 'eyJhbGciOiJFUzI1NiJ9.eyJhdWQiOltdfQ.secretsignature';
const never = new AbortController().signal;
let server: TestServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function ask(answer: Answer, limits?: Partial<HttpLimits>, signal = never): Promise<HttpResult> {
  server = await startServer(answer);
  const api = createEventsApi(server.address, 'test/1', { ...defaultLimits, ...limits });
  return api.poll('auditevents', token, '{"cursor":"c"}', signal);
}

const page = JSON.stringify({ cursor: 'c', has_more: false, items: [{ uuid: 'Ü' }] });

describe('a request to the Events API', () => {
  test('polls a stream with exactly this body and these headers', async () => {
    const result = await ask((response) => response.setHeader('x-note', 'Yes').end(page));
    expect(result).toMatchObject({ status: 200, body: page, headers: { 'x-note': 'Yes' } });
    expect(server?.asked).toHaveLength(1);
    const [{ method, path, headers, body } = fail()] = server?.asked ?? [];
    expect([method, path, body.toString()]).toEqual(['POST', '/api/v2/auditevents', '{"cursor":"c"}']);
    expect(headers).toEqual({
      host: server?.address.slice('http://'.length),
      connection: 'keep-alive',
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      'accept-encoding': 'gzip',
      'content-type': 'application/json',
      'content-length': '14',
      'user-agent': 'test/1',
    });
  });

  test('introspects without a body', async () => {
    server = await startServer((response) => response.end('{}'));
    await createEventsApi(server.address, 'test/1').introspect(token, never);
    expect(server.asked[0]).toMatchObject({ method: 'GET', path: '/api/v2/auth/introspect' });
    expect(server.asked[0]?.headers).not.toHaveProperty('content-type');
  });

  test('keeps the connection for the next request', async () => {
    server = await startServer((response) => response.end(page));
    const api = createEventsApi(server.address, 'test/1');
    for (let i = 0; i < 5; i++) await api.introspect(token, never);
    expect(server.connections()).toBe(1);
  });

  test('unpacks any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        const body = Buffer.from(text, 'utf8');
        const result = await ask((response) => {
          response.setHeader('content-encoding', 'gzip').end(gzipSync(body));
        });
        await server?.stop();
        expect(result).toMatchObject({ status: 200, body: body.toString('utf8') });
      }),
      { numRuns: 30 },
    );
  });
});

describe('answers that are errors are given as they are', () => {
  test.each([
    [400, 'application/json', '{"status":400,"message":"bad"}'],
    [401, 'application/json', '{"Error":{"Message":"Unauthorized"}}'],
    [404, 'text/plain', '404 page not found'],
    [429, 'application/json', ''],
    [500, 'application/json', ''],
    [502, 'text/html', '<html>bad gateway</html>'],
  ])('%i', async (status, type, body) => {
    const result = await ask((response) => {
      response.writeHead(status, { 'content-type': type, 'retry-after': '7' }).end(body);
    });
    expect(result).toMatchObject({ status, body, headers: { 'retry-after': '7' } });
    expect(server?.asked).toHaveLength(1);
  });

  test('a redirect is not followed', async () => {
    const elsewhere = await startServer((response) => response.end(page));
    const result = await ask((response) => response.writeHead(302, { location: elsewhere.address }).end());
    await elsewhere.stop();
    expect(result).toMatchObject({ status: 302 });
    expect(elsewhere.asked).toEqual([]);
  });
});

function noAnswer(reason: string): object {
  return { status: undefined, reason };
}

describe('no answer', () => {
  test('where nobody listens', async () => {
    server = await startServer(() => {});
    const { address } = server;
    await server.stop();
    const result = await createEventsApi(address, 'test/1').introspect(token, never);
    expect(result).toEqual(noAnswer('the connection was refused'));
  });

  test('where the connection is cut before the headers', async () => {
    expect(await ask((response) => response.socket?.destroy())).toEqual({
      ...noAnswer('the connection was cut'),
      isCut: true,
    });
  });

  test.each(['with a length', 'in chunks', 'packed'])('where the body is cut, %s', async (form) => {
    const result = await ask((response) => {
      if (form === 'with a length') response.setHeader('content-length', '1000');
      if (form === 'packed') response.setHeader('content-encoding', 'gzip');
      response.write(form === 'packed' ? gzipSync(page).subarray(0, 20) : '{"cursor":', () =>
        setTimeout(() => response.socket?.destroy(), 20),
      );
    });
    expect(result).toEqual(noAnswer('the connection was cut'));
  });

  test.each([
    ['ends early', gzipSync(page).subarray(0, 30), 'the packed answer ends early'],
    ['is no gzip', Buffer.from('<html>'), 'the packed answer is damaged'],
  ])('where packed data %s', async (_, body, reason) => {
    expect(await ask((response) => response.setHeader('content-encoding', 'gzip').end(body))).toEqual(
      noAnswer(reason),
    );
  });

  test('where it is packed in another way', async () => {
    const result = await ask((response) => response.setHeader('content-encoding', 'br').end(page));
    expect(result).toEqual(noAnswer('the answer is packed in a way that was not asked for'));
  });

  test('where the headers do not come', async () => {
    expect(await ask(() => {}, { headers: 100 })).toEqual(noAnswer('no answer came in time'));
  });

  test.each(['plain', 'packed'])('where the body does not end, %s', async (form) => {
    const result = await ask(
      (response) => {
        if (form === 'packed') response.setHeader('content-encoding', 'gzip');
        response.write(form === 'packed' ? gzipSync(page).subarray(0, 20) : '{"cursor":');
      },
      { whole: 200 },
    );
    expect(result).toEqual(noAnswer('the answer did not end in time'));
  });

  test.each([
    ['40 MB of text', Buffer.alloc(40 * 1024 * 1024, 'x'), {}],
    [
      'gzip that unpacks to 200 MB',
      gzipSync(Buffer.alloc(200 * 1024 * 1024)),
      { 'content-encoding': 'gzip' },
    ],
  ])('where the body is too large: %s', async (_, body, headers) => {
    const result = await ask((response) => response.writeHead(200, headers).end(body));
    expect(result).toEqual({ ...noAnswer('the answer is larger than 33554432 bytes'), isTooLarge: true });
  });
});

describe('an abort', () => {
  test('before the request asks nobody', async () => {
    await expect(ask((r) => r.end(page), {}, AbortSignal.abort(new Error('over')))).rejects.toThrow('over');
    expect(server?.asked).toEqual([]);
  });

  test.each(['the headers', 'the body'])('ends the wait for %s', async (part) => {
    const stop = new AbortController();
    const asking = ask(
      (response) => {
        if (part === 'the body') response.write('{');
        setTimeout(() => stop.abort(new Error('over')), 50);
      },
      {},
      stop.signal,
    );
    await expect(asking).rejects.toThrow('over');
  });
});

test('no reason holds the token', async () => {
  const answers: Answer[] = [
    (r) => r.socket?.destroy(),
    (r) => r.setHeader('content-encoding', 'gzip').end('x'),
  ];
  for (const answer of answers) {
    expect(JSON.stringify(await ask(answer))).not.toContain('secretsignature');
    await server?.stop();
  }
  const api = createEventsApi('http://127.0.0.1:9', 'test/1');
  const refused = await api.introspect(`${token}\n`, never);
  expect(refused).toEqual({ status: undefined, reason: 'the request failed (ERR_INVALID_CHAR)' });
});

function fail(): never {
  throw new Error('nothing was asked');
}
