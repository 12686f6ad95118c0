import type { OutputFile } from '../bundle/file.ts';
import type { Subject as PackageSubject } from '../certify/check.ts';
import { templateScopes } from '../certify/scope.ts';
import { readZip } from '../inspection/zip.ts';
import { parseYaml, type YamlDocument } from '../load/yaml.ts';
import type { Reference, Subject } from './check.ts';
import { schemaOf } from './custom-table.ts';
import { pathsLike, readObject, treeOf, type Tree } from './tree.ts';

/** The files with what several checks need of them, worked out once. */
export function subjectOf(files: readonly OutputFile[], reference: Reference): Subject {
  const tree = treeOf(files);
  return {
    ...reference,
    tree,
    declared: schemaOf(tree, reference.schema),
    rules: ruleDocuments(tree),
    packaged: packageOf(tree, reference),
  };
}

function ruleDocuments(tree: Tree): YamlDocument[] {
  return pathsLike(tree, /\/Analytic Rules\/[^/]*\.yaml$/).flatMap((path) => {
    const document = parseYaml({ path, text: tree.texts.get(path) ?? '' }, () => {});
    return document ? [document] : [];
  });
}

function packageOf(tree: Tree, { folder, referenceDate }: Reference): PackageSubject {
  const template = readObject(tree, `${folder}/Package/mainTemplate.json`);
  const zip = tree.files.find(({ path }) => path.startsWith(`${folder}/Package/`) && path.endsWith('.zip'));
  const reading = zip && readZip(zip.bytes);
  return {
    template,
    scopes: templateScopes(template),
    wizard: readObject(tree, `${folder}/Package/createUiDefinition.json`),
    referenceDate,
    zipEntries: reading && 'files' in reading ? reading.files.map(({ path }) => path) : [],
  };
}
