/**
 * Every finding that the toolchain can report, by its stable code. A code is never renamed or reused.
 * `{name}` in a text is filled by the caller; `diagnostic()` checks the names at compile time.
 */
import { authoringCodes } from './codes-authoring.ts';
import { bundleCodes } from './codes-bundle.ts';
import { certificationCodes } from './codes-certification.ts';
import { contributionCodes } from './codes-contribution.ts';
import { infrastructureCodes } from './codes-infrastructure.ts';
import { kqlCodes } from './codes-kql.ts';
import { loadCodes } from './codes-load.ts';
import { mutationCodes } from './codes-mutation.ts';
import { packageCodes } from './codes-package.ts';
import { ruleCodes } from './codes-rule.ts';
import { scenarioCodes } from './codes-scenarios.ts';
import { severityCodes } from './codes-severity.ts';
import { solutionCodes } from './codes-solution.ts';
import { wizardCodes } from './codes-wizard.ts';
import { workbookCodes } from './codes-workbook.ts';

export const registry = {
  ...loadCodes,
  ...severityCodes,
  ...solutionCodes,
  ...ruleCodes,
  ...kqlCodes,
  ...workbookCodes,
  ...infrastructureCodes,
  ...wizardCodes,
  ...certificationCodes,
  ...bundleCodes,
  ...contributionCodes,
  ...packageCodes,
  ...authoringCodes,
  ...scenarioCodes,
  ...mutationCodes,
} as const;

export type Code = keyof typeof registry;
export type Template<C extends Code> = (typeof registry)[C];
