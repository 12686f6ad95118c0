import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ArmTemplate, JsonObject } from '../../scripts/model/arm.ts';
import { copyProject, listProjectFiles, takeFingerprint } from '../../scripts/testing/project.ts';
import { putEarlierFiles, readJson, runCommand, type Run } from './command.ts';

interface Manifest {
  readonly version: string;
  readonly artifacts: readonly { readonly path: string; readonly size: number; readonly sha256: string }[];
  readonly contents: readonly { readonly kind: string; readonly id: string; readonly version: string }[];
}

interface BillOfMaterials {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly metadata: { readonly component: { readonly version: string }; readonly timestamp?: string };
  readonly components: readonly {
    readonly name: string;
    readonly type: string;
    readonly group?: string;
    readonly version: string;
    readonly purl?: string;
    readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  }[];
}

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly version: string }>>;
}

let root: string;
let run: Run;
let version: string;

beforeAll(() => {
  root = copyProject();
  for (const path of templates) rmSync(join(root, path));
  putEarlierFiles(root);
  run = runCommand('build:solution', root);
  version = /^version: (\S+)$/m.exec(readFileSync(join(root, 'solution/solution.yaml'), 'utf8'))?.[1] ?? '';
}, 120_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const templates = ['createUiDefinition.json', 'mainTemplate.json'];

/** Content Hub and the portal fetch the template over and over: it stays below this. */
const maximumTemplateBytes = 400 * 1024;

describe('build:solution', () => {
  test('succeeds and names on standard output what it wrote', () => {
    expect(run).toMatchObject({ status: 0, stderr: '' });
    for (const path of [...templates, `dist/${version}.zip`]) expect(run.stdout).toContain(path);
  });

  test('writes these files, keeps others, and no package of another version stays', () => {
    const built = [
      'connector.zip',
      'main.bicep',
      'main.bicepparam',
      'manifest.json',
      'notes.txt',
      'sbom.cdx.json',
      'testParameters.json',
      `${version}.zip`,
    ];
    const expected = [...listProjectFiles(), ...built.map((name) => `dist/${name}`)].sort();
    expect(Object.keys(takeFingerprint(root))).toEqual(expected);
  });

  test('gives the committed templates', () => {
    for (const path of templates) expect(read(path).equals(readFileSync(path))).toBe(true);
  });

  test('packs exactly the two templates', () => {
    const entries = unzipSync(read(`dist/${version}.zip`));
    expect(Object.keys(entries).sort()).toEqual(templates);
    for (const path of templates) expect(read(path).equals(entries[path] ?? Buffer.of())).toBe(true);
  });

  test('keeps the template small', () => {
    expect(read('mainTemplate.json').length).toBeLessThanOrEqual(maximumTemplateBytes);
  });

  test('gives the parameters of the template for tests of it', () => {
    const { parameters } = readJson<ArmTemplate>(root, 'mainTemplate.json');
    expect(readJson(root, 'dist/testParameters.json')).toEqual(parameters);
    expect(parameters['apiKey']).toMatchObject({ type: 'securestring', defaultValue: '' });
  });

  test('lists every other file in the manifest with its size and hash', () => {
    const manifest = readJson<Manifest>(root, 'dist/manifest.json');
    const files = [
      ...templates,
      `dist/${version}.zip`,
      'dist/connector.zip',
      'dist/main.bicep',
      'dist/main.bicepparam',
      'dist/sbom.cdx.json',
      'dist/testParameters.json',
    ];
    expect(manifest.version).toBe(version);
    expect(manifest.artifacts.map(({ path }) => path).toSorted()).toEqual(files.toSorted());
    for (const { path, size, sha256 } of manifest.artifacts) {
      expect([size, sha256]).toEqual([read(path).length, hash(read(path))]);
    }
  });

  test('lists the contents as they stand in the template', () => {
    const { contents } = readJson<Manifest>(root, 'dist/manifest.json');
    const dependencies = metadataDependencies(readJson<ArmTemplate>(root, 'mainTemplate.json'));
    expect(contents.filter(({ kind }) => kind === 'AnalyticsRule')).toHaveLength(18);
    expect(new Set(contents.map(({ kind }) => kind)).size).toBe(5);
    expect(contents.filter(({ kind }) => kind !== 'Solution')).toHaveLength(dependencies.length);
    expect(contents.find(({ kind }) => kind === 'Solution')?.version).toBe(version);
  });

  test('writes a bill of materials of what is shipped, without times', () => {
    const bill = readJson<BillOfMaterials>(root, 'dist/sbom.cdx.json');
    expect(bill.bomFormat).toBe('CycloneDX');
    expect(Number(bill.specVersion)).toBeGreaterThanOrEqual(1.4);
    expect(bill.metadata.timestamp).toBeUndefined();
    expect(bill.metadata.component.version).toBe(version);
    const hashes = bill.components.flatMap((part) =>
      (part.hashes ?? []).map(({ alg, content }) => [part.name, alg, content]),
    );
    const shipped = [...templates, 'dist/connector.zip'].sort();
    expect(hashes).toEqual(shipped.map((path) => [path, 'SHA-256', hash(read(path))]));
  });

  test('lists every package in the connector with its version and address', () => {
    const { components } = readJson<BillOfMaterials>(root, 'dist/sbom.cdx.json');
    const libraries = components.filter(({ type }) => type === 'library');
    const licences = Buffer.from(
      unzipSync(read('dist/connector.zip'))['THIRD-PARTY-LICENSES.txt'] ?? [],
    ).toString('utf8');
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as LockFile;
    const installed = Object.entries(packages).map(
      ([path, { version: known }]) => `${path.split('node_modules/').at(-1)}@${known}`,
    );
    expect(libraries.length).toBeGreaterThan(10);
    for (const { name, group, version, purl } of libraries) {
      const full = group ? `${group}/${name}` : name;
      expect(installed).toContain(`${full}@${version}`);
      expect(purl).toBe(`pkg:npm/${full.replace('@', '%40')}@${version}`);
      expect(licences).toContain(`${full} ${version} (`);
    }
    expect(libraries.map(({ purl }) => purl)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^pkg:npm\/%40azure\/functions@\d/)]),
    );
  });
});

function metadataDependencies({ resources }: ArmTemplate): readonly unknown[] {
  const packageOf = resources.find(({ type }) => type.endsWith('/contentPackages'));
  const properties = packageOf?.properties as JsonObject;
  const { criteria } = properties['dependencies'] as { readonly criteria: readonly unknown[] };
  return criteria;
}

function read(path: string): Buffer {
  return readFileSync(join(root, path));
}

function hash(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
