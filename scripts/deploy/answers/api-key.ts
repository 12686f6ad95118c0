import { readFileSync } from 'node:fs';
import type { OptionValues } from '../../commands/command.ts';
import { tokenForm, trimToken } from '../../../functions/src/core/token.ts';
import { textOf } from './options.ts';
import { UsageFault } from './questions.ts';
import type { Surroundings } from './surroundings.ts';

/** No token is that long. In bytes. */
const longestFile = 65_536;

/** Three parts of base64url with dots between them. */
const parts = /^[\w-]{10,}\.[\w-]{20,}\.[\w-]{20,}$/;

/**
 * The API key: from the file that `--api-key-file` names, or asked for; undefined where there is none.
 * Throws `UsageFault` where the file cannot be read.
 */
export async function readApiKey(
  values: OptionValues,
  { questions, input = process.stdin }: Surroundings,
): Promise<string | undefined> {
  const file = textOf(values, 'api-key-file');
  if (file !== undefined) {
    const key = trimToken(file === '-' ? await readInput(input) : readText(file));
    if (key === '') throw new UsageFault(`finds no API key in ${nameOf(file)}`);
    return key;
  }
  if (!questions) return undefined;
  const question = 'API key of 1Password Events Reporting (not shown; leave empty for the content alone)';
  const key = trimToken(await questions.secret(question, (value) => formProblem(trimToken(value), true)));
  return key === '' ? undefined : key;
}

/** What is wrong with the form of a key, before any request. It does not repeat the key. */
export function formProblem(key: string, mayBeEmpty = false): string | undefined {
  if (key === '' && mayBeEmpty) return undefined;
  if (/^bearer\s/i.test(key)) return 'Leave out the word Bearer: only the key itself is wanted.';
  const form = tokenForm(key);
  if (form === 'missing') return 'The API key is empty.';
  if (form === 'unresolved-reference') return 'This is a reference to a key vault, not an API key.';
  if (form === 'unusable') return 'The API key has blanks, line ends or other signs in it that no key has.';
  return parts.test(key)
    ? undefined
    : 'This is not a complete API key: a key has three long parts with dots between them.';
}

function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const { code = 'unknown fault' } = error as NodeJS.ErrnoException;
    throw new UsageFault(`cannot read the API key from ${nameOf(file)} (${code})`);
  }
  return textOfKey(bytes, file);
}

async function readInput(input: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of input) parts.push(part);
  return textOfKey(Buffer.concat(parts), '-');
}

function textOfKey(bytes: Buffer, file: string): string {
  if (bytes.length > longestFile) throw new UsageFault(`finds no API key in ${nameOf(file)}: it is too long`);
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}

function nameOf(file: string): string {
  return file === '-' ? 'standard input' : file;
}
