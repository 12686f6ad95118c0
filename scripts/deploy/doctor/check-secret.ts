/** The secret with the API key, and whether the platform could read it for the app. */
import { apiVersions } from '../azure/api-versions.ts';
import { AzureFault } from '../azure/azure-fault.ts';
import { groupId, sameId } from '../azure/resource-id.ts';
import { during } from '../outcome/step.ts';
import { secretReference, type AppFacts } from '../status/app-facts.ts';
import { broken, type Finding } from './finding.ts';
import type { Patient } from './patient.ts';

const code = 'key-vault-reference-unresolved';

/** Without its value, which Azure Resource Manager never gives back. */
interface Secret {
  readonly properties: { readonly attributes?: { readonly enabled?: boolean; readonly exp?: number } };
}

/** What is wrong with the secret; undefined where nothing is, or where the setting names none. */
export async function checkSecret(patient: Patient, app: AppFacts): Promise<Finding | undefined> {
  const reference = secretReference(app.settings?.['APIKey']);
  if (!reference) return undefined;
  const { azure, target, now } = patient;
  const { vault, secret } = reference;
  const id = `${groupId(target)}/providers/Microsoft.KeyVault/vaults/${vault}/secrets/${secret}`;
  const found = await during('read the secret without its value', () =>
    azure.get<Secret>(id, apiVersions.vaults),
  );
  if (!found) {
    return broken(
      'identity',
      `The setting APIKey refers to the secret ${secret} of the key vault ${vault}, which is not there.`,
      'Deploy again with npm run deploy -- --api-key-file FILE; add --recover-vault where the vault was deleted within the last days.',
      code,
    );
  }
  const { enabled = true, exp } = found.properties.attributes ?? {};
  if (!enabled || (exp !== undefined && exp * 1_000 <= now)) {
    return broken(
      'identity',
      `The secret ${secret} of the key vault ${vault} is ${enabled ? 'past its end' : 'disabled'}.`,
      'Set a key with npm run rotate-key -- --api-key-file FILE.',
      code,
    );
  }
  return referenceFault(patient, app);
}

interface ReferenceState {
  readonly name: string;
  readonly properties: { readonly status?: string; readonly details?: string };
}

/** States that mean that the platform has not looked yet, or succeeded. Source: App Service, `ResolveStatus`. */
const goodStates = ['Resolved', 'Initialized'];

async function referenceFault({ azure }: Patient, app: AppFacts): Promise<Finding | undefined> {
  const state = await during('read the state of the Key Vault reference', () => stateOf(azure, app));
  const status = state?.properties.status;
  if (status === undefined || goodStates.some((good) => sameId(good, status))) return undefined;
  return broken(
    'identity',
    `The platform could not read the API key for the function app: its reference to the key vault is in the state ${status}.`,
    'Check the firewall of the key vault and the name of the secret. After new roles, wait some minutes and restart the function app: the platform tries again then, or within a day.',
    code,
  );
}

async function stateOf(azure: Patient['azure'], app: AppFacts): Promise<ReferenceState | undefined> {
  try {
    const path = `${app.id}/config/configreferences/appsettings`;
    for await (const one of azure.list<ReferenceState>(path, apiVersions.sites)) {
      if (one.name.split('/').at(-1) === 'APIKey') return one;
    }
  } catch (error) {
    // Only who may write the app may see this; the doctor goes on without it.
    if (!(error instanceof AzureFault) || error.status < 400 || error.status >= 500) throw error;
  }
  return undefined;
}
