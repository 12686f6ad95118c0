/**
 * A planned query as bytes and back, for a pipe or a file. V8's own form keeps what JSON loses: large
 * integers, -0 and infinities, and that parts of a plan are shared. It forgets classes only.
 */
import { deserialize, serialize } from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { PlannedQuery } from './plan-text.ts';
import { Decimal } from './values/decimal.ts';
import { Typed } from './values/dynamic.ts';

/** Whether there are objects of classes, each written as a map: no plan has another map. */
type Written = readonly [hasObjects: boolean, planned: unknown];

export function toBytes(planned: PlannedQuery): Buffer {
  let hasObjects = false;
  const flat = exchange(planned, (value) => {
    if (!(value instanceof Decimal) && !(value instanceof Typed)) return undefined;
    hasObjects = true;
    return new Map(Object.entries(value));
  });
  const written = serialize([hasObjects, hasObjects ? flat : planned] satisfies Written);
  // A tenth of the size, in less time than a pipe would take for the rest.
  return deflateRawSync(written, { level: 3 });
}

/** Throws where the bytes are none that `toBytes` has made. */
export function fromBytes(bytes: Uint8Array): PlannedQuery {
  const [hasObjects, planned] = deserialize(inflateRawSync(bytes)) as Written;
  const whole = hasObjects
    ? exchange(planned, (value) => (value instanceof Map ? objectOf(value) : undefined))
    : planned;
  return whole as PlannedQuery;
}

function objectOf(members: ReadonlyMap<unknown, unknown>): Decimal | Typed {
  if (members.has('digits'))
    return new Decimal(members.get('digits') as bigint, members.get('scale') as number);
  return new Typed(members.get('type') as Typed['type'], members.get('value') as Typed['value']);
}

/** A copy with other objects in the place of some; what is shared stays shared. */
function exchange(root: unknown, other: (value: object) => object | undefined): unknown {
  const copies = new Map<object, object>();
  const copy = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    const known = copies.get(value);
    if (known) return known;
    const made =
      other(value) ??
      (Array.isArray(value)
        ? value.map(copy)
        : Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copy(member)])));
    copies.set(value, made);
    return made;
  };
  return copy(root);
}
