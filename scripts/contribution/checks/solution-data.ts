import { isList, objectAt, textAt } from '../../certify/node.ts';
import type { ContributionCheck, Subject } from '../check.ts';
import { pathsLike, readJson, readObject } from '../tree.ts';

const lists = ['Data Connectors', 'Workbooks', 'Analytic Rules', 'Watchlists'];

/** The packager finds what its list names, and nothing of a solution lies there that the list does not name. */
export const solutionData: ContributionCheck = {
  name: 'Solution data',
  source: 'Tools/Create-Azure-Sentinel-Solution/V3/README.md',
  remedy: 'Build the contribution anew; the list is made from solution/solution.yaml.',
  *run(subject) {
    const { tree, folder } = subject;
    const file = pathsLike(tree, /\/Data\/Solution_[^/]*\.json$/)[0] ?? `${folder}/Data`;
    const data = readObject(tree, file);
    const named = lists.flatMap((key) => (isList(data[key]) ? data[key].map(String) : []));
    const there = lists.flatMap((name) =>
      pathsLike(tree, new RegExp(`^${folder}/${name}/(?!azuredeploy)`)).map((path) =>
        path.slice(folder.length + 1),
      ),
    );
    for (const path of named.filter((name) => !there.includes(name)))
      yield { file, reason: `${path} is missing` };
    for (const path of there.filter((name) => !named.includes(name)))
      yield { file: `${folder}/${path}`, reason: 'the list of the solution does not name it' };
    for (const reason of versionFaults(subject, textAt(data, 'Version'))) yield { file, reason };
  },
};

/** One version everywhere, and parameters for trying the template that are those of the template. */
function* versionFaults({ tree, folder }: Subject, version: string): Iterable<string> {
  const template = readObject(tree, `${folder}/Package/mainTemplate.json`);
  const packaged = textAt(objectAt(template, 'variables'), '_solutionVersion');
  if (version !== packaged) yield `its version is ${version}, that of the package ${packaged}`;
  const zips = pathsLike(tree, /\/Package\/[^/]*\.zip$/);
  if (zips.length !== 1 || zips[0] !== `${folder}/Package/${version}.zip`)
    yield `the folder Package does not hold exactly ${version}.zip`;
  const parameters = readJson(tree, `${folder}/Package/testParameters.json`);
  if (JSON.stringify(parameters) !== JSON.stringify(template['parameters']))
    yield 'Package/testParameters.json differs from the parameters of the template';
  const notes = tree.texts.get(`${folder}/ReleaseNotes.md`) ?? '';
  if (!new RegExp(`^\\|\\s*${version.replaceAll('.', '\\.')}\\s*\\|`, 'm').test(notes))
    yield `ReleaseNotes.md has no row for ${version}`;
}
