import * as fc from 'fast-check';
import type { Json } from '../../scripts/model/arm.ts';

/** How a made-up token differs from another one with the same audience. */
export interface TokenShape {
  readonly header: { readonly [key: string]: Json };
  readonly before: readonly (readonly [string, Json])[];
  readonly after: readonly (readonly [string, Json])[];
  readonly indent: number;
  readonly signature: string;
}

const claim = fc.tuple(
  fc.stringMatching(/^[a-z]{1,12}$/).filter((name) => name !== 'aud'),
  fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.integer(),
    fc.array(fc.string({ maxLength: 8 }), { maxLength: 3 }),
  ),
);

const headers = [
  { alg: 'ES256', kid: 'k1', typ: 'JWT' },
  { typ: 'JWT', alg: 'ES256' },
  { kid: 'n5w3yehxqsuqx2xyfmrkyvhvbe', alg: 'ES256' },
];

export const tokenShape: fc.Arbitrary<TokenShape> = fc.record({
  header: fc.constantFrom(...headers),
  before: fc.array(claim, { maxLength: 5 }),
  after: fc.array(claim, { maxLength: 5 }),
  indent: fc.constantFrom(0, 0, 1, 2, 4),
  signature: fc.stringMatching(/^[A-Za-z0-9_-]{86}$/),
});

/** A token with this audience; not signed, which no client can check. */
export function makeToken(audience: readonly string[], shape: TokenShape): string {
  const payload = Object.fromEntries<Json>([
    ...shape.before,
    ['aud', audience],
    ...shape.after.filter(([name]) => !shape.before.some(([other]) => other === name)),
    ['1password.com/fts', ['signinattempts', 'itemusages', 'auditevents']],
  ]);
  const encode = (value: Json): string =>
    Buffer.from(JSON.stringify(value, null, shape.indent), 'utf8').toString('base64url');
  return `${encode(shape.header)}.${encode(payload)}.${shape.signature}`;
}
