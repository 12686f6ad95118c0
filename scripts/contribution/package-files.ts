import { packTemplates, templateFiles, type CompiledSolution } from '../bundle/bundle.ts';
import { jsonFile, type OutputFile } from '../bundle/file.ts';

/** The package as it is released, byte for byte, and the files that lie beside it. */
export function packageFiles(folder: string, version: string, compiled: CompiledSolution): OutputFile[] {
  return [
    ...templateFiles(compiled, `${folder}/Package/`),
    jsonFile(`${folder}/Package/testParameters.json`, compiled.mainTemplate.parameters),
    { path: `${folder}/Package/${version}.zip`, bytes: packTemplates(compiled) },
  ];
}
