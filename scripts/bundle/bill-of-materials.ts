import { ComponentType, HashAlgorithm } from '@cyclonedx/cyclonedx-library/Enums';
import {
  Bom,
  Component,
  HashDictionary,
  NamedLicense,
  OrganizationalEntity,
} from '@cyclonedx/cyclonedx-library/Models';
import { JSON as JsonFormat, JsonSerializer } from '@cyclonedx/cyclonedx-library/Serialize';
import { Spec1dot6 } from '@cyclonedx/cyclonedx-library/Spec';
import { sha256, type OutputFile } from './file.ts';

export interface BomSubject {
  readonly name: string;
  readonly version: string;
  readonly publisher: string;
}

/** A package whose code is part of a file that is shipped. */
export interface ShippedPackage {
  /** With its scope, such as `@azure/functions`. */
  readonly name: string;
  readonly version: string;
  /** As the package itself names it. */
  readonly licence: string;
}

/**
 * The software bill of materials, CycloneDX 1.6: the solution, the files that it consists of, and the
 * packages whose code the connector holds. It carries neither a time nor a serial number, so that it is the same on every machine.
 */
export function createBillOfMaterials(
  subject: BomSubject,
  files: readonly OutputFile[],
  packages: readonly ShippedPackage[],
): string {
  const bom = new Bom();
  bom.metadata.component = new Component(ComponentType.Application, subject.name, {
    version: subject.version,
    bomRef: `${subject.name}@${subject.version}`,
    supplier: new OrganizationalEntity({ name: subject.publisher }),
  });
  bom.metadata.component.licenses.add(new NamedLicense('MIT'));
  for (const { path, bytes } of files) {
    bom.components.add(
      new Component(ComponentType.File, path, {
        bomRef: path,
        version: subject.version,
        hashes: new HashDictionary([[HashAlgorithm['SHA-256'], sha256(bytes)]]),
      }),
    );
  }
  for (const shipped of packages) bom.components.add(libraryOf(shipped));
  const serializer = new JsonSerializer(new JsonFormat.Normalize.Factory(Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}

function libraryOf({ name, version, licence }: ShippedPackage): Component {
  const [, group, base = name] = /^(@[^/]+)\/(.+)$/.exec(name) ?? [];
  const purl = `pkg:npm/${group ? `${encodeURIComponent(group)}/` : ''}${base}@${version}`;
  const library = new Component(ComponentType.Library, base, {
    ...(group ? { group } : {}),
    version,
    purl,
    bomRef: purl,
  });
  library.licenses.add(new NamedLicense(licence));
  return library;
}
