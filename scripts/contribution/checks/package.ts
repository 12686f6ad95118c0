import type { Check } from '../../certify/check.ts';
import { checks } from '../../certify/checks.ts';
import { classicApplicationInsights } from '../../certify/content/application-insights.ts';
import { branding } from '../../certify/content/branding.ts';
import { domainsAndVerticals } from '../../certify/content/categories.ts';
import { fieldTypes } from '../../certify/content/field-types.ts';
import { packageFiles } from '../../certify/content/package-files.ts';
import { solutionId, solutionVersion } from '../../certify/content/solution-identity.ts';
import { supportObject } from '../../certify/content/support.ts';
import { showPath } from '../../certify/node.ts';
import { templateScopes } from '../../certify/scope.ts';
import type { ContributionCheck, Remark, Subject } from '../check.ts';
import { pathsLike, readObject } from '../tree.ts';

/** Checks that the build makes of the compiled templates, made once more of those in the folder Package. */
export const packageChecks: readonly ContributionCheck[] = [
  branding,
  domainsAndVerticals,
  supportObject,
  solutionId,
  solutionVersion,
  fieldTypes,
  packageFiles,
].map((check) => ({ ...check, run: (subject) => remarks(check, subject) }));

export const armTtk: ContributionCheck = {
  name: 'arm-ttk',
  source: '.script/local-validation/run-arm-ttk.ps1',
  remedy: 'Run `npm run validate`: it says what each of the tests asks for.',
  *run(subject) {
    for (const check of checks.filter(({ family }) => family === 'arm-ttk')) {
      for (const { file, reason } of remarks(check, subject)) {
        yield { file, reason: `${check.name}: ${reason}` };
      }
    }
  },
};

/** The function app's template is deployed by a button of its own. */
export const applicationInsights: ContributionCheck = {
  ...classicApplicationInsights,
  *run(subject) {
    for (const file of pathsLike(subject.tree, /\/Data Connectors\/azuredeploy[^/]*\.json$/)) {
      const template = readObject(subject.tree, file);
      const compiled = { ...subject.packaged, template, scopes: templateScopes(template) };
      for (const { reason, path } of classicApplicationInsights.run(compiled)) {
        yield { file, reason: `${reason} (${showPath(path)})` };
      }
    }
  },
};

function* remarks(check: Check, { folder, packaged }: Subject): Iterable<Remark> {
  for (const { file, path, reason, advice } of check.run(packaged)) {
    // What the original only warns about does not stop a pull request.
    if (advice) continue;
    yield { file: `${folder}/Package/${file}`, reason: `${reason} (${showPath(path)})` };
  }
}
