import {
  apiVersionsInReferenceFunctions,
  apiVersionsShouldBeRecent,
  providersApiVersions,
} from './arm-ttk-template/api-versions.ts';
import { dependsOnBestPractices } from './arm-ttk-template/depends-on.ts';
import { mustNotContainHardcodedUri } from './arm-ttk-template/hardcoded-uri.ts';
import { locationShouldNotBeHardcoded, resourcesShouldHaveLocation } from './arm-ttk-template/location.ts';
import {
  artifactsParameter,
  minAndMaxValueAreNumbers,
  parameterTypesShouldBeConsistent,
} from './arm-ttk-template/parameters.ts';
import {
  dynamicVariableReferences,
  parametersMustBeReferenced,
  variablesMustBeReferenced,
} from './arm-ttk-template/references.ts';
import { idsShouldBeDerived, resourceIdsShouldNotContain } from './arm-ttk-template/resource-ids.ts';
import { schemaIsCorrect } from './arm-ttk-template/schema.ts';
import {
  debugSetting,
  managedIdentityExtension,
  outputsMustNotContainSecrets,
  passwordParamsMustBeSecure,
  secureParamsInNestedDeployments,
  secureStringsCannotHaveDefault,
} from './arm-ttk-template/secrets.ts';
import { allowedValuesShouldBeAllowed } from './arm-ttk-wizard/allowed-values.ts';
import { mustNotHaveBlanks } from './arm-ttk-wizard/blanks.ts';
import {
  hideExisting,
  tooltipsShouldBePresent,
  validationsMustHaveMessage,
} from './arm-ttk-wizard/controls.ts';
import { handlerMustBeCorrect, shouldHaveSchema } from './arm-ttk-wizard/header.ts';
import {
  controlsInOutputsMustExist,
  locationShouldBeInOutputs,
  outputsMustBePresent,
  parametersWithoutDefault,
} from './arm-ttk-wizard/outputs.ts';
import {
  confirmationShouldNotBeHidden,
  passwordBoxesMustHaveMinLength,
  passwordTextboxes,
} from './arm-ttk-wizard/passwords.ts';
import { textboxesAreWellFormed, usernamesShouldNotHaveADefault } from './arm-ttk-wizard/text-boxes.ts';
import type { Check } from './check.ts';
import { classicApplicationInsights } from './content/application-insights.ts';
import { branding, documentsLinks, formerBranding, noSubscription } from './content/branding.ts';
import { domainsAndVerticals } from './content/categories.ts';
import { fieldTypes } from './content/field-types.ts';
import { packageFiles } from './content/package-files.ts';
import { solutionId, solutionVersion } from './content/solution-identity.ts';
import { supportObject } from './content/support.ts';
import { workbookTemplate } from './content/workbook.ts';
import { ruleLimits } from './limits/rule-limits.ts';
import { definedReferences } from './limits/defined-references.ts';
import {
  deploymentNames,
  expressionLength,
  resourceSize,
  templateEntries,
  templateSize,
} from './limits/template-limits.ts';
import { watchlistLimits } from './limits/watchlist-limits.ts';

/** Everything that stands between a compiled solution and Content Hub, in the order of the report. */
export const checks: readonly Check[] = [
  schemaIsCorrect,
  locationShouldNotBeHardcoded,
  resourcesShouldHaveLocation,
  parametersMustBeReferenced,
  variablesMustBeReferenced,
  dynamicVariableReferences,
  mustNotContainHardcodedUri,
  outputsMustNotContainSecrets,
  secureParamsInNestedDeployments,
  secureStringsCannotHaveDefault,
  passwordParamsMustBeSecure,
  debugSetting,
  managedIdentityExtension,
  minAndMaxValueAreNumbers,
  parameterTypesShouldBeConsistent,
  artifactsParameter,
  idsShouldBeDerived,
  resourceIdsShouldNotContain,
  dependsOnBestPractices,
  apiVersionsShouldBeRecent,
  apiVersionsInReferenceFunctions,
  providersApiVersions,
  shouldHaveSchema,
  handlerMustBeCorrect,
  mustNotHaveBlanks,
  locationShouldBeInOutputs,
  outputsMustBePresent,
  parametersWithoutDefault,
  controlsInOutputsMustExist,
  allowedValuesShouldBeAllowed,
  confirmationShouldNotBeHidden,
  passwordTextboxes,
  passwordBoxesMustHaveMinLength,
  textboxesAreWellFormed,
  usernamesShouldNotHaveADefault,
  tooltipsShouldBePresent,
  validationsMustHaveMessage,
  hideExisting,
  branding,
  formerBranding,
  documentsLinks,
  noSubscription,
  solutionId,
  solutionVersion,
  domainsAndVerticals,
  supportObject,
  fieldTypes,
  workbookTemplate,
  classicApplicationInsights,
  packageFiles,
  templateEntries,
  definedReferences,
  expressionLength,
  templateSize,
  resourceSize,
  deploymentNames,
  ruleLimits,
  watchlistLimits,
];
