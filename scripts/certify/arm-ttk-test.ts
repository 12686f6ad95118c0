import type { Check, Subject, Finding } from './check.ts';

/** The group of a test: which of the two files it looks at. */
type Group = 'deploymentTemplate' | 'CreateUIDefinition';

/**
 * Tests that only warn during Marketplace certification (arm-ttk, Test-AzMarketplacePackage.ps1). The
 * pull-request run of the content repository lets none of them pass, hence they are errors here too.
 */
const marketplaceWarnings: ReadonlySet<string> = new Set([
  'CreateUIDefinition-Must-Not-Have-Blanks',
  'apiVersions-Should-Be-Recent-In-Reference-Functions',
  'apiVersions-Should-Be-Recent',
  'DependsOn-Best-Practices',
  'DeploymentTemplate-Schema-Is-Correct',
  'Dynamic-Variable-References-Should-Not-Use-Concat',
  'IDs-Should-Be-Derived-From-ResourceIDs',
  'ManagedIdentityExtension-must-not-be-used',
  'Parameters-Must-Be-Referenced',
  'providers_apiVersions-Is-Not-Permitted',
  'ResourceIds-should-not-contain',
  'Variables-Must-Be-Referenced',
]);

/** A test of arm-ttk, named by its file without `.test.ps1`. */
export function armTtkTest(
  group: Group,
  name: string,
  remedy: string,
  run: (subject: Subject) => Iterable<Finding>,
): Check {
  return {
    name,
    source: `Azure/arm-ttk arm-ttk/testcases/${group}/${name}.test.ps1`,
    family: 'arm-ttk',
    blocking: !marketplaceWarnings.has(name),
    remedy,
    run,
  };
}

/** The tests of arm-ttk that have no check here, each with the reason. */
export const armTtkTestsLeftOut: Readonly<Record<string, string>> = {
  'Template-Should-Not-Contain-Blanks': 'the pull-request run skips it and certification only warns',
  'URIs-Should-Be-Properly-Constructed': 'the pull-request run skips it and certification only warns',
  'Resources-Should-Not-Be-Ambiguous': 'the original returns before it looks at anything',
  'VM-Images-Should-Use-Latest-Version': 'the original has no statement left',
  'VM-Size-Should-Be-A-Parameter': 'no virtual machine is deployed',
  'Virtual-Machines-Should-Not-Be-Preview': 'no virtual machine is deployed',
  'VMSizes-Must-Match-Template': 'no virtual machine is deployed',
  'adminPassword-Should-Not-Be-A-Literal': 'no resource has an administrator',
  'adminUsername-Should-Not-Be-A-Literal': 'no resource has an administrator',
  'CommandToExecute-Must-Use-ProtectedSettings-For-Secrets': 'no virtual machine is deployed',
  'JSONFiles-Should-Be-Valid': 'the files are printed from values',
};
