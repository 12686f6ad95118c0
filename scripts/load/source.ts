import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnostic, startOf, type Diagnostic, type Location } from '../diagnostics/diagnostic.ts';
import { remember } from '../model/remember.ts';

/** No definition comes near this; a larger file is a mistake (a binary, an export, a bomb). */
const maximumBytes = 512 * 1024;

/** A text file of the project: line ends are LF, whatever the working copy has. */
export interface SourceFile {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Reads a UTF-8 text file. What is wrong with it goes to `report`; the result is then undefined. */
export function readSource(
  root: string,
  path: string,
  purpose: string,
  report: (d: Diagnostic) => void,
): SourceFile | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(root, path));
  } catch {
    report(diagnostic('file-missing', startOf(path), { file: path, purpose }));
    return undefined;
  }
  const before = latest.get(path);
  if (before?.bytes.equals(bytes)) return before.file;
  if (bytes.length > maximumBytes) {
    report(diagnostic('file-too-large', startOf(path), { bytes: bytes.length, limit: maximumBytes }));
    return undefined;
  }
  const text = bytes.toString('utf8');
  const problem = encodingProblem(bytes, text);
  if (problem) {
    report(diagnostic('file-encoding', problem.at(path), { reason: problem.reason }));
    return undefined;
  }
  const file = sourceFile(path, text.replaceAll('\r\n', '\n'));
  latest.set(path, { bytes, file });
  return file;
}

/** What was read last under a path: a watch reads all files after each save, and most are as they were. */
const latest = new Map<string, { readonly bytes: Buffer; readonly file: SourceFile }>();

/** A file that has not changed is the same object as before: what is known of it is known by that. */
const sourceFile = remember((path: string, text: string): SourceFile => ({ path, text }));

interface EncodingProblem {
  readonly reason: string;
  readonly at: (file: string) => Location;
}

function encodingProblem(bytes: Buffer, text: string): EncodingProblem | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return { reason: 'it begins with a byte order mark', at: startOf };
  }
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return { reason: 'it is UTF-16', at: startOf };
  }
  // Decoding puts U+FFFD for bytes that are no UTF-8; U+0000 is no text either.
  const bad = /[\ufffd\0]/.exec(text);
  if (!bad) return undefined;
  const reason = bad[0] === '\0' ? 'it holds a NUL character' : 'it holds bytes that are not UTF-8';
  return { reason, at: (file) => locationAt({ path: file, text }, bad.index) };
}

/** The location of a character offset; `length` is cut at the end of the line. */
export function locationAt(source: SourceFile, offset: number, length = 1): Location {
  const start = source.text.lastIndexOf('\n', offset - 1) + 1;
  let line = 1;
  for (let i = source.text.indexOf('\n'); i !== -1 && i < start; i = source.text.indexOf('\n', i + 1)) line++;
  const end = source.text.indexOf('\n', offset);
  const room = (end === -1 ? source.text.length : end) - offset;
  return { file: source.path, line, column: offset - start + 1, length: Math.max(1, Math.min(length, room)) };
}
