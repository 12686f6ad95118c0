import { unzipSync } from 'fflate';
import type { OutputFile } from '../bundle/file.ts';

/**
 * What a package may hold. Azure takes templates of 4 MB at most, so ours never come near; a zip that
 * promises more is a mistake or a bomb, and is not unpacked.
 */
export const zipLimits = { bytes: 16 * 2 ** 20, entries: 64, entryBytes: 8 * 2 ** 20 } as const;

export type ZipReading =
  | { readonly files: readonly OutputFile[] }
  | { readonly fault: 'no-zip' }
  | { readonly fault: 'too-large'; readonly what: string };

/** The files of a zip in the order of its list. A name that stands twice is listed twice. */
export function readZip(bytes: Uint8Array): ZipReading {
  if (bytes.length > zipLimits.bytes) return tooLarge(`the file itself has ${bytes.length} bytes`);
  const names: string[] = [];
  let excess: string | undefined;
  const isSmall = (name: string, size: number): boolean => {
    if (size > zipLimits.entryBytes) excess ??= `${name} would have ${size} bytes`;
    if (names.length > zipLimits.entries) excess ??= `it holds more than ${zipLimits.entries} files`;
    return excess === undefined;
  };
  try {
    // Memory is taken for the size that the list promises; what is longer is cut.
    const unpacked = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        names.push(name);
        return isSmall(name, originalSize);
      },
    });
    if (excess !== undefined) return tooLarge(excess);
    return { files: names.map((path) => ({ path, bytes: unpacked[path] ?? new Uint8Array() })) };
  } catch {
    return { fault: 'no-zip' };
  }
}

function tooLarge(what: string): ZipReading {
  return { fault: 'too-large', what };
}
