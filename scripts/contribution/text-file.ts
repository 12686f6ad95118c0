import type { OutputFile } from '../bundle/file.ts';

export function textFile(path: string, text: string): OutputFile {
  return { path, bytes: Buffer.from(text, 'utf8') };
}

/** A JSON document with a line for each value, as files of the public content repository are laid out. */
export function documentFile(path: string, value: unknown): OutputFile {
  return textFile(path, `${JSON.stringify(value, null, 2)}\n`);
}
