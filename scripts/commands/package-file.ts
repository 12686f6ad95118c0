import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { diagnostic, startOf, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { readPackage, type SolutionPackage } from '../inspection/package.ts';
import { zipLimits } from '../inspection/zip.ts';

/** A package of the disk with its bytes, or nothing and what is wrong with it. */
export function loadPackage(
  root: string,
  path: string,
  report: (d: Diagnostic) => void,
): (SolutionPackage & { readonly bytes: Uint8Array }) | undefined {
  const place = isAbsolute(path) ? path : join(root, path);
  let bytes: Uint8Array;
  try {
    const { size } = statSync(place);
    if (size > zipLimits.bytes) {
      const what = `the file itself has ${size} bytes`;
      report(diagnostic('package-too-large', startOf(path), { file: path, what }));
      return undefined;
    }
    bytes = readFileSync(place);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const reason = code === 'ENOENT' ? 'there is no such file' : code;
    report(diagnostic('package-missing', startOf(path), { file: path, reason }));
    return undefined;
  }
  const read = readPackage(path, bytes, report);
  return read && { ...read, bytes };
}
