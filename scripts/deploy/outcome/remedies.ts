import type { AzureFault } from '../azure/azure-fault.ts';

interface Remedy {
  /** Of Azure's error code, whole. */
  readonly code: RegExp;
  /** Of Azure's message, anywhere, where the code alone says too little. */
  readonly message?: RegExp;
  /** Of the id of the resource that it is about, anywhere. */
  readonly target?: RegExp;
  readonly text: string;
}

/** What people can do about refusals that are known; the first that fits counts. */
const remedies: readonly Remedy[] = [
  {
    code: /.*/,
    target: /\/sites\/[^/]+\/extensions\/onedeploy$/i,
    text: 'The code could not be brought into the function app. A role of its identity that is only minutes old may not be known everywhere yet: run the same command again in a few minutes. If that does not help, see that Azure can fetch the address of packageUri, or bring the package yourself with --package.',
  },
  {
    code: /ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|REQUEST_SEND_ERROR|NoAnswer/,
    text: 'Azure could not be reached. Check the network, and AZURE_RESOURCE_MANAGER_ENDPOINT where it is set; then run the same command again.',
  },
  {
    code: /ExpiredAuthenticationToken|InvalidAuthenticationToken(?:Tenant)?|AuthenticationFailed/,
    text: 'Sign in again (az login, with --tenant where you have several), and run the same command again.',
  },
  {
    code: /AuthorizationPermissionMismatch|AuthorizationFailure/,
    text: 'Reading and writing blobs wants a role of its own: ask for Storage Blob Data Contributor on the resource group, wait some minutes, and run the same command again.',
  },
  {
    code: /LinkedAuthorizationFailed|AuthorizationFailed|InvalidTemplateDeployment/,
    message: /(?:authorization|permission)[^]*roleAssignments/i,
    text: 'The deployment gives roles to the identity of the connector. Ask for Owner, or for User Access Administrator beside Contributor, on the resource group.',
  },
  {
    code: /InvalidTemplateDeployment/,
    message: /authorization failed|does not have (?:authorization|permission)/i,
    text: 'Ask for a role that allows this on the resource group; a role that was given just now takes some minutes. Sign in again afterwards.',
  },
  {
    code: /LinkedAuthorizationFailed|AuthorizationFailed|Forbidden/,
    text: 'Ask for a role that allows this on the resource group; a role that was given just now takes some minutes. Sign in again afterwards.',
  },
  {
    code: /PrincipalNotFound|RoleAssignmentUpdateNotPermitted/,
    message: /update|not permitted/i,
    text: 'A role assignment of an identity that was deleted stands in the way. Delete the assignments of "Identity not found" under Access control of the resource, and run the same command again.',
  },
  {
    code: /PrincipalNotFound/,
    text: 'The identity of the connector is so new that not all of Azure knows it. Run the same command again in a few minutes.',
  },
  {
    code: /RoleAssignmentUpdateNotPermitted/,
    text: 'A role assignment of an identity that was deleted stands in the way. Delete the assignments of "Identity not found" under Access control of the resource, and run the same command again.',
  },
  {
    code: /ConflictError|VaultAlreadyExists|SoftDeletedVaultDoesNotExist/,
    message: /deleted state|recover|purge|soft.?delete/i,
    text: 'The key vault of an earlier connector was deleted and keeps its name for 7 days. Run the same command with --recover-vault, or purge the vault (az keyvault purge --name NAME).',
  },
  {
    code: /VaultAlreadyExists|StorageAccountAlreadyTaken|StorageAccountAlreadyExists|AlreadyExists|Conflict/,
    message: /already (?:taken|in use|exists)|given name/i,
    text: 'The name is taken elsewhere in the world. Choose other names with --prefix.',
  },
  {
    code: /RequestDisallowedByPolicy/,
    text: 'A policy of your organization forbids this. Ask its administrators for an exemption of the resource group; the message names the policy.',
  },
  {
    code: /.*/,
    message: /FlexConsumption|Flex Consumption/i,
    text: 'Choose a region that offers Flex Consumption with --function-location; the workspace stays where it is.',
  },
  {
    code: /MissingSubscriptionRegistration|SubscriptionNotRegistered/,
    text: 'Register the resource provider that the message names (az provider register --namespace NAME), and run the same command again.',
  },
  {
    code: /DeploymentActive|DeploymentBeingDeleted/,
    text: 'Another run of this deployment is not at its end. Follow it with npm run deploy -- --resume.',
  },
  {
    code: /ResourceGroupNotFound|SubscriptionNotFound/,
    text: 'Check --subscription and --resource-group, and that this sign-in sees them (az account show).',
  },
  {
    code: /TooManyRequests|OperationNotAllowed|SubscriptionRequestsThrottled|Http429/,
    text: 'Azure limits how often it may be asked. Run the same command again in a few minutes.',
  },
  {
    code: /RoleAssignmentExists/,
    text: 'Somebody gave the same role to the identity of the connector by hand. Delete that assignment under Access control of the resource, and run the same command again.',
  },
  {
    code: /ScopeLocked/,
    text: 'A lock forbids this. Remove the lock that the message names, and put it back afterwards.',
  },
  {
    code: /DeploymentQuotaExceeded/,
    text: 'The resource group remembers 800 deployments and takes no more. Delete old ones under Deployments; what they created stays.',
  },
  {
    code: /QuotaExceeded|.*Quota.*/,
    text: 'The subscription has no room left in this region. Choose another with --function-location, or ask for a higher quota.',
  },
];

/** What to do about a refusal, where that is known. */
export function remedyOf({
  code,
  message,
  target,
}: Pick<AzureFault, 'code' | 'message' | 'target'>): string | undefined {
  return remedies.find(
    (remedy) =>
      new RegExp(`^(?:${remedy.code.source})$`).test(code) &&
      (remedy.message?.test(message) ?? true) &&
      (remedy.target?.test(target ?? '') ?? true),
  )?.text;
}
