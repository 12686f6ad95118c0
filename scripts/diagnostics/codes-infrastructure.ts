import { defineCodes } from './code.ts';

/** Findings about the definitions of the connector's Azure resources. */
export const infrastructureCodes = defineCodes({
  'infrastructure-missing': {
    severity: 'error',
    message: 'No definition under solution/infrastructure gives {what}.',
    remedy: 'Add {what} to one of the files.',
  },
  'infrastructure-duplicate': {
    severity: 'error',
    message: 'The {kind} "{name}" is defined twice; the other one stands in {other}.',
    remedy: 'Remove one of the two or give it another name.',
  },
  'infrastructure-unknown-resource': {
    severity: 'error',
    message: 'No resource has the key "{key}".',
    remedy: 'Use the key of a resource defined under solution/infrastructure.',
  },
  'infrastructure-cycle': {
    severity: 'error',
    message: 'The resources wait for each other: {chain}.',
    remedy: 'Remove one of these dependencies.',
  },
  'infrastructure-missing-dependency': {
    severity: 'error',
    message: 'The resource "{key}" uses "{other}" but does not wait for it.',
    remedy: 'Add "{other}" to the dependsOn of "{key}".',
  },
  'infrastructure-grant-order': {
    severity: 'error',
    message: 'The resource "{key}" runs as "{identity}" but does not wait for its role "{grant}".',
    remedy: 'Add "{grant}" to the dependsOn of "{key}".',
  },
  'infrastructure-unknown-role': {
    severity: 'error',
    message: 'The role "{role}" is not defined.',
    remedy: 'Add the role with its id to solution/infrastructure/roles.yaml, or correct the name.',
  },
  'infrastructure-unknown-type': {
    severity: 'error',
    message: 'There is no api version for the resource type "{type}".',
    remedy: 'Correct the type, or add it to the infrastructure part of solution/api-versions.yaml.',
  },
  'infrastructure-parent-type': {
    severity: 'error',
    message: 'A resource of type "{type}" cannot lie under one of type "{parent}".',
    remedy: 'Name a parent whose type is "{wanted}".',
  },
  'infrastructure-expression': {
    severity: 'error',
    message: 'The expression cannot be read: {reason}.',
    remedy: 'Correct the expression; a text that only begins with a bracket is written with two.',
  },
  'infrastructure-undeclared': {
    severity: 'error',
    message: 'The {kind} "{name}" is used but not defined.',
    remedy: 'Define the {kind}, or correct its name.',
  },
  'infrastructure-unused': {
    severity: 'error',
    message: 'The {kind} "{name}" is defined but never used.',
    remedy: 'Remove the {kind}, or use it.',
  },
  'infrastructure-placeholder': {
    severity: 'error',
    message: 'The placeholder "{name}" stands for nothing.',
    remedy: 'Use key.id or key.name of a resource, or one of: {known}.',
  },
  'infrastructure-parameter-unfilled': {
    severity: 'error',
    message: 'The parameter "{name}" has neither a default nor a value from the root template.',
    remedy: 'Give it a default, or a value of the root template under "from".',
  },
  'infrastructure-parameter-unasked': {
    severity: 'error',
    message: 'The parameter "{name}" has a default but no description.',
    remedy: 'Describe it: the text is shown to whoever deploys the template.',
  },
  'infrastructure-secret-exposed': {
    severity: 'error',
    message: 'The secret parameter "{name}" is used outside the value of a key vault secret.',
    remedy: 'Refer to the key vault secret instead; only that may hold the value.',
  },
  'infrastructure-stored-key': {
    severity: 'error',
    message: 'An access key is used: {what}.',
    remedy: 'Use the identity of the connector and a role instead.',
  },
  'infrastructure-cloud-address': {
    severity: 'error',
    message: 'The address "{host}" belongs to one Azure cloud only.',
    remedy: 'Read the address from the resource or from environment().',
  },
  'infrastructure-location': {
    severity: 'error',
    message: 'The location "{location}" is fixed.',
    remedy: 'Use a location parameter.',
  },
  'infrastructure-stream': {
    severity: 'error',
    message: 'The data collection rule {reason}; Azure refuses it.',
    remedy: 'Declare each stream with all its columns, and each destination, in the same rule.',
  },
  'infrastructure-setting-missing': {
    severity: 'error',
    message: 'The function app lacks the setting "{name}", without which the connector cannot run.',
    remedy: 'Add "{name}" to its appSettings.',
  },
  'infrastructure-setting-duplicate': {
    severity: 'error',
    message: 'The function app has the setting "{name}" twice.',
    remedy: 'Keep one of the two.',
  },
  'infrastructure-blank': {
    severity: 'error',
    message: 'The value is empty, which Azure Resource Manager checks refuse.',
    remedy: 'Leave the property out, or give it a value.',
  },
});
