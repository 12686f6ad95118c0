import { json, type Answer } from '../http/exchange.ts';
import type { Stream } from '../stream-name.ts';
import type { Account } from './account.ts';
import { decodeCursor, encodeCursor, type Position } from './cursor.ts';
import type { EventsService } from './handler.ts';
import { pageAt } from './page.ts';
import { readPollBody } from './reset.ts';
import { toVersion1 } from './version-1.ts';

const day = 86_400_000;

/** A request for a page whose sender is known. */
export interface Poll {
  readonly version: 1 | 2;
  readonly stream: Stream;
  readonly account: Account;
  /** Fingerprint of the token. */
  readonly token: string;
  readonly body: string;
}

interface Refusal {
  readonly refused: string;
}

/** The page that was asked for. It counts as served once it was sent whole. */
export function poll(service: EventsService, request: Poll): Answer | Refusal {
  const { clock, behaviour, ledger, secret } = service;
  const { account, stream, token, version } = request;
  const asked = readPosition(service, request);
  if ('refused' in asked) return asked;
  const now = clock.now();
  const { events, hasMore, next } = pageAt(account.logs[stream], asked.position, now, behaviour);
  const moved = next.place !== asked.position.place || next.emptyPages !== asked.position.emptyPages;
  const cursor =
    asked.cursor !== undefined && !moved && behaviour.idleCursor === 'same'
      ? asked.cursor
      : encodeCursor(
          { ...next, issuedAt: moved || !asked.cursor ? now : asked.position.issuedAt + 1 },
          secret,
        );
  const texts = (version === 1 ? events.map(toVersion1) : events).map((item) => JSON.stringify(item));
  return {
    ...json(200, `{"cursor":${JSON.stringify(cursor)},"has_more":${hasMore},"items":[${texts.join(',')}]}`),
    whenSent: () => {
      const uuids = events.map(uuidOf);
      const page = { account: account.uuid, stream, token, cursor: asked.cursor, next: cursor, hasMore };
      ledger.pages.push({ ...page, uuids, time: now });
      uuids.forEach((uuid, i) => {
        if (uuid) ledger.count.serve(`${stream}/${uuid}`, JSON.stringify(events[i]));
      });
    },
  };
}

/** A page without events that leads nowhere. */
export function stalled(service: EventsService, request: Poll): Answer | Refusal {
  const asked = readPosition(service, request);
  if ('refused' in asked) return asked;
  const cursor = asked.cursor ?? encodeCursor(asked.position, service.secret);
  return json(200, { cursor, has_more: true, items: [] });
}

function readPosition(
  service: EventsService,
  { account, stream, token, body }: Poll,
): { readonly position: Position; readonly cursor: string | undefined } | Refusal {
  const { clock, behaviour, secret } = service;
  const now = clock.now();
  const asked = readPollBody(body, now, behaviour);
  if (asked.kind === 'refused') return { refused: asked.message };
  if (asked.kind === 'reset') {
    const { limit, start, end } = asked;
    const frontier = account.logs[stream].countAt(now);
    const from = { account: account.uuid, stream, limit, start, end, frontier, token };
    return { position: { ...from, place: 0, issuedAt: now, emptyPages: 0 }, cursor: undefined };
  }
  const position = decodeCursor(asked.cursor, secret);
  if (!position || position.account !== account.uuid || position.stream !== stream)
    return { refused: 'Unknown cursor' };
  if (behaviour.cursorBoundToToken && position.token !== token) return { refused: 'Unknown cursor' };
  if (now - position.issuedAt >= (behaviour.cursorMaxAgeDays ?? Infinity) * day)
    return { refused: 'The cursor is too old' };
  return { position, cursor: asked.cursor };
}

function uuidOf(item: unknown): string {
  const uuid = (item as { uuid?: unknown } | null | undefined)?.uuid;
  return typeof uuid === 'string' ? uuid : '';
}
