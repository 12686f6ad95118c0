import { sha256, type OutputFile } from './file.ts';

/** One content of the solution as the manifest lists it. */
export interface ManifestContent {
  readonly kind: string;
  readonly id: string;
  readonly version: string;
}

/** dist/manifest.json: every file that the build writes but itself. No times, so that equal input gives equal bytes. */
export interface Manifest {
  readonly version: string;
  readonly artifacts: readonly { readonly path: string; readonly size: number; readonly sha256: string }[];
  readonly contents: readonly ManifestContent[];
}

export function createManifest(
  version: string,
  files: readonly OutputFile[],
  contents: readonly ManifestContent[],
): Manifest {
  const artifacts = files
    .map(({ path, bytes }) => ({ path, size: bytes.length, sha256: sha256(bytes) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return { version, artifacts, contents };
}
