/** Fields that came with version 2 of the API, at the top of an event and within its persons. */
const laterFields = new Set(['account_uuid', 'actor_type', 'actor_account_uuid']);
const laterPersonFields = new Set(['user_type', 'user_account_uuid']);

/** The event as version 1 gives it. */
export function toVersion1(event: unknown): unknown {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return event;
  const fields = Object.entries(event).flatMap(([name, value]: [string, unknown]) => {
    if (laterFields.has(name)) return [];
    return [[name, name === 'target_user' || name === 'user' ? withoutLater(value) : value]];
  });
  return Object.fromEntries(fields);
}

function withoutLater(person: unknown): unknown {
  if (typeof person !== 'object' || person === null) return person;
  return Object.fromEntries(Object.entries(person).filter(([name]) => !laterPersonFields.has(name)));
}
