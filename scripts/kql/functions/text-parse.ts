/** Functions that read a text of a known form. Source: Kusto reference, the page that each entry names. */
import { Decimal } from '../values/decimal.ts';
import type { Bag } from '../values/dynamic.ts';
import { Refusal, type ScalarFunction } from './function.ts';
import { ofTexts } from './text-value.ts';

/** The fields of the first record; a quoted field may hold commas, line breaks and doubled quotes. */
function parseCsv(text: string): readonly string[] {
  const fields: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  for (let end = ','; end === ',';) {
    const match = field.exec(text);
    if (!match) throw new Refusal('A quote within an unquoted field is not supported.');
    const [, quoted, plain = '', next = ''] = match;
    fields.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    end = next;
  }
  return fields;
}

/** Path parts; forms that the reference does not show are refused. */
function parsePath(path: string): Bag {
  const [, scheme = '', rest = ''] = /^(?:([A-Za-z][A-Za-z0-9+.-]*):\/\/)?([\s\S]*)$/.exec(path) ?? [];
  const isKnown = !/^\\\\[?.]\\/.test(rest) && !/^[^\\/]*:.*:.*:/.test(rest);
  const [, root = '', directory, file = ''] = /^([A-Za-z]:)?(?:([\s\S]*)[\\/])?([^\\/]*)$/.exec(rest) ?? [];
  const [, name = '', stream] = /^([^:]*)(?::([^:]*))?$/.exec(file) ?? [];
  const isPlain = directory === undefined ? root === '' : directory !== '' && !/[\\/]$/.test(directory);
  if (!isKnown || !isPlain || name === '' || /^\.|\.$/.test(name)) {
    throw new Refusal(`The path ${path} is not supported.`);
  }
  const directoryPath = directory === undefined ? '' : root + directory;
  return {
    Scheme: scheme,
    RootPath: root,
    DirectoryPath: directoryPath,
    DirectoryName: /[^\\/]*$/.exec(directory ?? '')?.[0] ?? '',
    Filename: name,
    Extension: /\.([^.]*)$/.exec(name)?.[1] ?? '',
    AlternateDataStreamName: stream ?? '',
  };
}

/** Digits of each of the four parts of a version. */
const partDigits = 8;

function parseVersion(version: string): Decimal | null {
  if (!/^\d{1,8}(?:\.\d{1,8}){0,3}$/.test(version)) return null;
  const parts = version.split('.').map((part) => part.padStart(partDigits, '0'));
  while (parts.length < 4) parts.push('0'.repeat(partDigits));
  return new Decimal(BigInt(parts.join('')), 0);
}

/** As Windows' CommandLineToArgvW reads it: the program first, then arguments with quotes and backslashes. */
function parseCommandLine(line: string): readonly string[] {
  if (/^\s*$/.test(line)) throw new Refusal('An empty command line is not supported.');
  const [program, rest] = readProgram(line);
  return [program, ...readArguments(rest)];
}

/** The program has no escapes: it ends at the second quote, or at a blank. */
function readProgram(line: string): readonly [string, string] {
  const [whole = '', quoted, plain] = /^(?:"([^"]*)"?|([^ \t]*))/.exec(line) ?? [];
  return [quoted ?? plain ?? '', line.slice(whole.length)];
}

function readArguments(text: string): readonly string[] {
  const found: string[] = [];
  let own: string | undefined;
  let isQuoted = false;
  for (let i = 0; i < text.length;) {
    const [run = '', slashes = '', quotes = ''] = /^(\\*)("*)/.exec(text.slice(i)) ?? [];
    if (run !== '') {
      own ??= '';
      if (quotes === '') {
        own += slashes;
        i += slashes.length;
        continue;
      }
      own += '\\'.repeat(Math.floor(slashes.length / 2));
      const isEscaped = slashes.length % 2 === 1;
      if (isEscaped) own += '"';
      else if (isQuoted && quotes.length > 1)
        throw new Refusal('Doubled quotes in a command line are not supported.');
      else isQuoted = !isQuoted;
      i += slashes.length + 1;
      continue;
    }
    const next = text[i++] as string;
    if (!isQuoted && (next === ' ' || next === '\t')) {
      if (own !== undefined) found.push(own);
      own = undefined;
    } else {
      own = (own ?? '') + next;
    }
  }
  if (own !== undefined) found.push(own);
  return found;
}

export const textParse: Readonly<Record<string, ScalarFunction>> = {
  parse_csv: ofTexts('parse-csv-function', (text = '') => parseCsv(text)),
  parse_path: ofTexts('parse-path-function', (path = '') => parsePath(path)),
  parse_version: ofTexts('parse-version-function', (version = '') => parseVersion(version)),
  parse_command_line: ofTexts('parse-command-line-function', (line = '', kind = '') => {
    if (kind.toLowerCase() !== 'windows')
      throw new Refusal(`A command line of the kind ${kind} is not supported.`);
    return parseCommandLine(line);
  }),
};
