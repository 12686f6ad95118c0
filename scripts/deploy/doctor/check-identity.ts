/** Who the connector is: its managed identity, the roles that it needs, and the secret that it reads. */
import { apiVersions } from '../azure/api-versions.ts';
import { sameId } from '../azure/resource-id.ts';
import { during } from '../outcome/step.ts';
import { secretReference, settingOf, type AppFacts } from '../status/app-facts.ts';
import { resourceOf, type Installation } from '../status/installation.ts';
import { covers, listRoleAssignments } from '../status/role-assignments.ts';
import { roles } from '../status/roles.ts';
import { broken, ok, skipped, type Finding } from './finding.ts';
import { checkSecret } from './check-secret.ts';
import { complaintOfLastRun } from './last-run.ts';
import type { Patient } from './patient.ts';

const deployAgain = 'Deploy again with npm run deploy and the same answers.';

export async function checkIdentity(patient: Patient): Promise<Finding> {
  const { azure, installation, app } = patient;
  if (!installation || !app) return skipped('identity', 'There is no connector.');
  const resource = resourceOf(installation, 'Microsoft.ManagedIdentity/userAssignedIdentities');
  const identity =
    resource &&
    (await during('read the managed identity', () =>
      azure.get<Identity>(resource.id, apiVersions.identities),
    ));
  if (!identity) return broken('identity', 'The managed identity of the connector is gone.', deployAgain);
  const fault =
    attachmentFault(app, identity) ??
    (await roleFault(patient, installation, identity)) ??
    (await checkSecret(patient, app)) ??
    complaintOfLastRun(patient, 'identity');
  return (
    fault ??
    ok('identity', `${identity.name} has the roles that the connector needs, and the secret is there.`)
  );
}

interface Identity {
  readonly id: string;
  readonly name: string;
  readonly properties: { readonly principalId: string; readonly clientId: string };
}

function attachmentFault(app: AppFacts, identity: Identity): Finding | undefined {
  if (!app.identities.some((id) => sameId(id, identity.id))) {
    return broken('identity', `The function app ${app.name} does not run as ${identity.name}.`, deployAgain);
  }
  if (!app.settings) return undefined;
  const clientId = settingOf(app, 'AZURE_CLIENT_ID');
  if (clientId !== undefined && sameId(clientId, identity.properties.clientId)) return undefined;
  return broken(
    'identity',
    `The setting AZURE_CLIENT_ID of ${app.name} does not name ${identity.name}.`,
    deployAgain,
    'setting-invalid',
  );
}

interface NeededRole {
  readonly role: { readonly id: string; readonly title: string };
  readonly on: string;
  readonly purpose: string;
  readonly code?: string;
}

function neededRoles(patient: Patient, installation: Installation): readonly NeededRole[] {
  const { app } = patient;
  const on = (type: string): string => resourceOf(installation, type)?.id ?? '';
  const secret = secretReference(app?.settings?.['APIKey'])?.secret ?? 'APIKey';
  return [
    {
      role: roles.keyVaultSecretsUser,
      on: `${on('Microsoft.KeyVault/vaults')}/secrets/${secret}`,
      purpose: 'read the API key',
      code: 'key-vault-reference-unresolved',
    },
    {
      role: roles.storageBlobDataOwner,
      on: on('Microsoft.Storage/storageAccounts'),
      purpose: 'start, and keep its positions',
      code: 'checkpoint-store-unreachable',
    },
    {
      role: roles.monitoringMetricsPublisher,
      on: on('Microsoft.Insights/dataCollectionRules'),
      purpose: 'send rows',
      code: 'ingestion-forbidden',
    },
    {
      role: roles.monitoringMetricsPublisher,
      on: on('Microsoft.Insights/components'),
      purpose: 'send what it logs',
    },
  ];
}

async function roleFault(
  patient: Patient,
  installation: Installation,
  { name, properties }: Identity,
): Promise<Finding | undefined> {
  for (const { role, on, purpose, code } of neededRoles(patient, installation)) {
    // A resource that is gone is the finding of its own link.
    if (!on.startsWith('/subscriptions/')) continue;
    const assigned = await during('list the role assignments', () =>
      listRoleAssignments(patient.azure, on, properties.principalId),
    );
    if (assigned.some((one) => sameId(one.role, role.id) && covers(one.scope, on))) continue;
    return broken(
      'identity',
      `The identity ${name} lacks the role ${role.title} on ${on.split('/').at(-1) ?? ''}, so it cannot ${purpose}.`,
      `Deploy again with npm run deploy, or give it: az role assignment create --assignee-object-id ${properties.principalId} --assignee-principal-type ServicePrincipal --role "${role.title}" --scope ${on}`,
      code,
    );
  }
  return undefined;
}
