import { describe, expect, test } from 'vitest';
import { remedyOf } from './remedies.ts';

const denied = "The client 'c' does not have authorization to perform action";

describe('what to do about a refusal', () => {
  test.each([
    ['ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:1', 'could not be reached'],
    ['ExpiredAuthenticationToken', 'The access token expiry UTC time …', 'az login'],
    [
      'AuthorizationFailed',
      `${denied} 'Microsoft.Authorization/roleAssignments/write'`,
      'User Access Administrator',
    ],
    ['AuthorizationFailed', `${denied} 'Microsoft.Web/sites/write'`, 'Ask for a role that allows this'],
    [
      'InvalidTemplateDeployment',
      "Authorization failed for template resource 'x' of type 'Microsoft.Authorization/roleAssignments'.",
      'User Access Administrator',
    ],
    [
      'InvalidTemplateDeployment',
      "Authorization failed for template resource 'x' of type 'Microsoft.Web/sites'.",
      'Ask for a role that allows this',
    ],
    ['AuthorizationPermissionMismatch', 'This request is not authorized', 'Storage Blob Data Contributor'],
    ['ConflictError', 'A vault with the same name already exists in deleted state.', '--recover-vault'],
    ['VaultAlreadyExists', "The vault name 'v' is already in use.", '--prefix'],
    ['RoleAssignmentExists', 'The role assignment already exists.', 'by hand'],
    ['ScopeLocked', 'The scope cannot perform delete operation', 'Remove the lock'],
    ['DeploymentQuotaExceeded', 'Creating the deployment would exceed the quota of 800.', 'Delete old ones'],
    ['SubscriptionIsOverQuotaForSku', 'quota of 0 instances', 'higher quota'],
    ['MissingSubscriptionRegistration', 'The subscription is not registered', 'az provider register'],
    ['DeploymentActive', 'still active', '--resume'],
    ['ResourceGroupNotFound', 'not found', '--resource-group'],
    ['SubscriptionRequestsThrottled', 'too many', 'in a few minutes'],
  ])('%s: %s', (code, message, remedy) => {
    expect(remedyOf({ code, message, target: undefined })).toContain(remedy);
  });

  test('is told by the resource for the code package', () => {
    const target = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Web/sites/a/extensions/onedeploy';
    expect(remedyOf({ code: 'Forbidden', message: '', target })).toContain('--package');
    expect(remedyOf({ code: 'Forbidden', message: '', target: `${target}/x` })).not.toContain('--package');
  });

  test('is not made up', () => {
    expect(remedyOf({ code: 'SomethingNew', message: 'It failed.', target: undefined })).toBeUndefined();
    expect(
      remedyOf({ code: 'NotAConflictError', message: 'deleted state', target: undefined }),
    ).toBeUndefined();
  });
});
