import { RestError, createPipelineRequest } from '@azure/core-rest-pipeline';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogLevel } from '../ports.ts';
import { createLog } from './log.ts';
import { KnownSecrets } from './secrets.ts';

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

function lines(minimum: LogLevel, secrets = new KnownSecrets()) {
  const written: string[] = [];
  const log = createLog((level, line) => void written.push(`${level}: ${line}`), minimum, secrets.redact);
  return { log, written };
}

test.each(levels)('from %s on', (minimum) => {
  const { log, written } = lines(minimum);
  for (const level of levels) log.write(level, 'text');
  expect(written).toEqual(levels.slice(levels.indexOf(minimum)).map((level) => `${level}: text`));
});

test('fields follow the message as JSON', () => {
  const { log, written } = lines('info');
  log.write('info', 'page', { stream: 'auditevents', events: 3, big: 10n });
  log.write('info', 'idle', {});
  expect(written).toEqual(['info: page {"stream":"auditevents","events":3,"big":"10"}', 'info: idle']);
});

test('an error of a client is shown without its request', () => {
  const { log, written } = lines('info');
  const request = createPipelineRequest({ url: 'https://example.com/?sig=hidden-signature' });
  request.headers.set('authorization', 'Bearer hidden-token');
  log.write('error', 'failed', { error: new RestError('it failed', { request, code: 'X' }) });
  expect(written).toEqual(['error: failed {"error":{"name":"RestError","message":"it failed"}}']);
});

test('no secret comes through, wherever it stands', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\w.-]{8,60}$/), fc.string(), fc.string(), (secret, before, after) => {
      const secrets = new KnownSecrets();
      const { log, written } = lines('debug', secrets);
      secrets.add(secret);
      log.write('info', `${before}${secret}${after}`, { [secret]: [{ deep: secret }] });
      expect(written.join('\n')).not.toContain(secret);
    }),
  );
});

test('a secret that becomes known later is kept out from then on', () => {
  const secrets = new KnownSecrets();
  const { log, written } = lines('debug', secrets);
  log.write('info', 'a rotated-secret');
  secrets.add(undefined, '', 'rotated-secret');
  log.write('info', 'a rotated-secret');
  expect(written).toEqual(['info: a rotated-secret', 'info: a [hidden]']);
});
