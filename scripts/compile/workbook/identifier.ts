import { createHash } from 'node:crypto';

/**
 * The id of a thing, made from its name so that every build gives the same. The form is that of a
 * UUID of version 8, which is free to be filled as one likes (RFC 9562, section 5.8).
 */
export function identifierOf(kind: string, name: string): string {
  const hex = createHash('sha256').update(`${kind}\n${name}`).digest('hex');
  const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
