/**
 * The last stage: compiled templates in, the files of the release out, as bytes. Writing them is left to
 * `write.ts`, so that a check can compare without touching anything.
 */
import type { ArmTemplate, JsonObject } from '../model/arm.ts';
import { remember } from '../model/remember.ts';
import { bicepFiles } from './bicep.ts';
import { createBillOfMaterials, type BomSubject, type ShippedPackage } from './bill-of-materials.ts';
import { jsonFile, type OutputFile } from './file.ts';
import { createManifest, type ManifestContent } from './manifest.ts';
import { createZip } from './zip.ts';

export interface CompiledSolution {
  readonly mainTemplate: ArmTemplate;
  readonly createUiDefinition: JsonObject;
}

/** The function app's package as bytes, and what it contains. */
export interface ShippedConnector {
  readonly zip: Uint8Array;
  readonly packages: readonly ShippedPackage[];
}

/** The two templates as files below `folder` ('' for the root). */
export function templateFiles(compiled: CompiledSolution, folder = ''): OutputFile[] {
  return [
    jsonFile(`${folder}mainTemplate.json`, compiled.mainTemplate),
    jsonFile(`${folder}createUiDefinition.json`, compiled.createUiDefinition),
  ];
}

/** The package of Content Hub: both templates in one archive. */
export const packTemplates = remember((compiled: CompiledSolution) => createZip(templateFiles(compiled)));

/** The text of each template by its path. */
export function templateTexts(compiled: CompiledSolution): ReadonlyMap<string, string> {
  return new Map(
    templateFiles(compiled).map(({ path, bytes }) => [path, Buffer.from(bytes).toString('utf8')]),
  );
}

/** All files that `build:solution` writes, the two templates first. */
export function bundle(
  compiled: CompiledSolution,
  subject: BomSubject,
  contents: readonly ManifestContent[],
  { zip, packages }: ShippedConnector,
): OutputFile[] {
  const templates = templateFiles(compiled);
  const connector = { path: 'dist/connector.zip', bytes: zip };
  const bill = createBillOfMaterials(subject, [...templates, connector], packages);
  const files = [
    ...templates,
    { path: `dist/${subject.version}.zip`, bytes: packTemplates(compiled) },
    connector,
    jsonFile('dist/testParameters.json', compiled.mainTemplate.parameters),
    ...bicepFiles(compiled.mainTemplate, subject.name),
    { path: 'dist/sbom.cdx.json', bytes: Buffer.from(bill, 'utf8') },
  ];
  return [...files, jsonFile('dist/manifest.json', createManifest(subject.version, files, contents))];
}
