import type { Behaviour } from '../behaviour.ts';
import { json, type Answer } from '../http/exchange.ts';
import type { Account } from './account.ts';
import type { IssuedToken } from './token.ts';

/** What a token is good for, in the form of the API's version. */
export function introspectionAnswer(
  version: 1 | 2,
  { uuid, integration }: Account,
  { features, issuedAt }: IssuedToken,
  { introspectionNamesAccount }: Behaviour,
): Answer {
  const issued = `${new Date(issuedAt).toISOString().slice(0, 19)}Z`;
  if (version === 1) return json(200, { UUID: integration, IssuedAt: issued, Features: features });
  const account = introspectionNamesAccount ? { account_uuid: uuid } : {};
  return json(200, { uuid: integration, issued_at: issued, features, ...account });
}
