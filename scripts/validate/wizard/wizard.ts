/**
 * In: solution/wizard.yaml (its schema holds), the regions, what the solution is, and the parameters of the
 * root template. Out: what the portal, certification or the template would refuse, located in the file.
 */
import { sortDiagnostics, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { YamlDocument } from '../../load/yaml.ts';
import type { Region, WizardFile, WizardRule, WizardSolution } from '../../model/wizard.ts';
import { checkControls } from './check-controls.ts';
import { checkExpressions } from './check-expressions.ts';
import { checkOutputs, type Parameters } from './check-outputs.ts';
import { checkSecrets } from './check-secrets.ts';
import { checkTotality } from './check-totality.ts';
import { controlSites } from './controls.ts';
import { textSites } from './sites.ts';

export interface WizardCheckInput {
  readonly document: YamlDocument<WizardFile>;
  readonly regions: readonly Region[];
  readonly solution: WizardSolution;
  readonly rules: readonly WizardRule[];
  /** Of the root template with the connector. */
  readonly parameters: Parameters;
}

export function checkWizard(checked: WizardCheckInput): Diagnostic[] {
  const { document, regions, solution, rules, parameters } = checked;
  const input = { wizard: document.value, regions, solution, rules };
  const sites = textSites(document, input);
  const controls = controlSites(document.value);
  const readable = checkExpressions(document.value, sites, controls);
  return sortDiagnostics([
    ...readable,
    ...checkControls(document, controls, input),
    ...checkOutputs(document, sites, controls, input, parameters),
    ...checkSecrets(sites, controls),
    // An expression that is wrong in itself fails for that reason.
    ...(readable.length > 0 ? [] : checkTotality(sites, controls, input)),
  ]);
}
