import { createHash } from 'node:crypto';
import { jsonText } from '../model/json-text.ts';

/** A file that the build writes: its path from the root and its bytes. */
export interface OutputFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A generated JSON document as a file. */
export function jsonFile(path: string, value: unknown): OutputFile {
  return { path, bytes: Buffer.from(jsonText(value), 'utf8') };
}

/** SHA-256 as 64 hexadecimal digits. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
