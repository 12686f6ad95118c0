import type { Json, JsonObject } from '../../model/arm.ts';
import { isRecord } from '../template/functions.ts';

const secretType = 'Microsoft.KeyVault/vaults/secrets';

/** Handed over in place of the key: it makes the template deploy the connector, and reaches no resource. */
export const keptKey = 'kept';

/**
 * The template without the resource that writes the API key: deployed with `keptKey`, it leaves the key in the
 * vault as it is. What else waits for that resource no longer does.
 */
export function withoutKey(template: JsonObject): JsonObject {
  return isRecord(template) ? (without(template) as JsonObject) : template;
}

function without(value: Json): Json {
  if (Array.isArray(value)) return value.filter((item: Json) => !isSecret(item)).map(without);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === 'dependsOn' && Array.isArray(member)
        ? member.filter((id: Json) => !namesSecret(id))
        : without(member),
    ]),
  );
}

function isSecret(item: Json): boolean {
  return isRecord(item) && item['type'] === secretType;
}

function namesSecret(id: Json): boolean {
  return String(id).includes(`'${secretType}'`);
}
