import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import type { ShippedPackage } from '../bundle/bill-of-materials.ts';

/** A package of which code is in the bundle. */
export interface BundledPackage extends ShippedPackage {
  /** Bytes of the bundle that come from it. */
  readonly bytes: number;
  /** Texts of its licence and notices; empty where it has none. */
  readonly texts: readonly string[];
}

interface PackageFile {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/** Every package of which the bundle holds code, by name. */
export function listPackages(root: string, metafile: Metafile): BundledPackage[] {
  const bytes = new Map<string, number>();
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? [];
      if (folder !== undefined && bytesInOutput > 0) {
        bytes.set(folder, (bytes.get(folder) ?? 0) + bytesInOutput);
      }
    }
  }
  return mergeCopies([...bytes].map(([folder, size]) => toPackage(join(root, folder), size)));
}

/** A package that lies in several folders in one version is one package. */
export function mergeCopies(packages: readonly BundledPackage[]): BundledPackage[] {
  const merged = new Map<string, BundledPackage>();
  for (const one of packages) {
    const id = `${one.name}@${one.version}`;
    merged.set(id, { ...one, bytes: one.bytes + (merged.get(id)?.bytes ?? 0) });
  }
  return [...merged].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

function toPackage(folder: string, bytes: number): BundledPackage {
  const file = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageFile;
  const { name, version, license = 'unknown' } = file;
  const texts = readdirSync(folder)
    .filter((entry) => /^(?:licen[cs]e|copying|notice)(?:[.-]|$)/i.test(entry))
    .sort()
    .map((entry) => readFileSync(join(folder, entry), 'utf8').replaceAll('\r\n', '\n').trim());
  return { name, version, licence: license, bytes, texts };
}

/** The licences of all packages as one text. */
export function licencesText(packages: readonly BundledPackage[]): string {
  const sections = packages.map(({ name, version, licence, texts }) =>
    [`${name} ${version} (${licence})`, ...texts].join('\n\n'),
  );
  return `The connector contains these packages.\n\n${sections.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}
