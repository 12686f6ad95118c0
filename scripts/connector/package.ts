/**
 * connector.zip: what Azure runs. host.json, package.json and one file of code with everything in it, at
 * the root; beside them only the source map and licences.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ShippedConnector } from '../bundle/bundle.ts';
import { jsonFile, type OutputFile } from '../bundle/file.ts';
import { createZip } from '../bundle/zip.ts';
import { bundleEntry, toolsRoot, triggerEntry } from './bundle.ts';
import { licencesText, listPackages } from './packages.ts';

/** Name of the file of code, without its ending. */
const name = 'connector';

export async function packConnector(version: string): Promise<ShippedConnector> {
  const { code, sourceMap, metafile } = await bundleEntry(triggerEntry, name, version);
  const packages = listPackages(toolsRoot, metafile);
  const files: OutputFile[] = [
    { path: 'host.json', bytes: readFileSync(join(toolsRoot, 'functions/host.json')) },
    jsonFile('package.json', packageFile(version)),
    { path: `${name}.js`, bytes: code },
    { path: `${name}.js.map`, bytes: sourceMap },
    { path: 'LICENSE', bytes: readFileSync(join(toolsRoot, 'LICENSE')) },
    { path: 'THIRD-PARTY-LICENSES.txt', bytes: Buffer.from(licencesText(packages), 'utf8') },
  ];
  return {
    zip: createZip(files),
    packages: packages.map(({ name, version, licence }) => ({ name, version, licence })),
  };
}

function packageFile(version: string): object {
  return {
    name: '1password-microsoft-sentinel-connector',
    version,
    private: true,
    description: 'Sends events of 1Password to Microsoft Sentinel.',
    license: 'MIT',
    // The worker loads what `main` names, by `require` or by `import` as `type` says.
    type: 'commonjs',
    main: `${name}.js`,
    engines: { node: '>=20.19' },
  };
}
