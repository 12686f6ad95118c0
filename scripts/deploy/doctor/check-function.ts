/** The connector's function app: there, running, with its code and its settings. */
import { parseApiEndpoint } from '../../../functions/src/core/api-endpoint.ts';
import { Refusal } from '../../../functions/src/core/settings-form.ts';
import { apiVersions } from '../azure/api-versions.ts';
import { during } from '../outcome/step.ts';
import { secretReference, settingOf, type AppFacts } from '../status/app-facts.ts';
import { broken, ok, type Finding } from './finding.ts';
import { complaintOfLastRun } from './last-run.ts';
import type { Patient } from './patient.ts';

/** Name of the timer's function (functions/src/functions/poll-events.ts). */
const functionName = 'PollEvents';

/** Without these the connector says nothing at all, not even that one is missing. */
const needed = ['LOGS_INGESTION_ENDPOINT', 'DCR_IMMUTABLE_ID', 'apiEndpoint', 'APIKey', 'schedule'] as const;

const deployAgain = 'Deploy again with npm run deploy and the same answers.';

export async function checkFunction(patient: Patient): Promise<Finding> {
  const { installation, app } = patient;
  if (!installation) {
    return broken(
      'function',
      'There is no connector for this workspace: no resource of its group carries the tag 1password-connector.',
      'Install it with npm run deploy -- --api-key-file FILE.',
    );
  }
  if (!app) return broken('function', `The function app of ${installation.name} is gone.`, deployAgain);
  if (app.state !== 'Running' || !app.isEnabled) {
    return broken(
      'function',
      `The function app ${app.name} does not run: its state is ${app.state || 'unknown'}.`,
      `Start it under Overview in the portal, or with az functionapp start --name ${app.name} --resource-group ${patient.target.resourceGroup}.`,
    );
  }
  const fault = (await codeFault(patient, app)) ?? settingsFault(app);
  if (fault) return fault;
  const complaint = complaintOfLastRun(patient, 'function');
  if (complaint) return complaint;
  const endpoint = settingOf(app, 'apiEndpoint');
  const reads = endpoint === undefined ? '' : ` and reads ${endpoint}`;
  return ok('function', `${app.name} runs in ${app.location}${reads}.`, [
    ...notesOn(app),
    ...patient.others.map(
      (name) => `This workspace has another connector, ${name}, which was not looked at.`,
    ),
  ]);
}

function notesOn({ settings }: AppFacts): readonly string[] {
  if (!settings) return ['This sign-in may not read the settings of the app, so they were not looked at.'];
  if (secretReference(settings['APIKey'])) return [];
  return [
    'The setting APIKey holds no reference to a key vault. Who may read the settings can read the key; deploying again puts it back into the vault.',
  ];
}

interface AppFunction {
  readonly name: string;
  readonly properties: { readonly name?: string; readonly isDisabled?: boolean };
}

async function codeFault({ azure }: Patient, app: AppFacts): Promise<Finding | undefined> {
  const found = await during('list the functions of the app', async () => {
    for await (const one of azure.list<AppFunction>(`${app.id}/functions`, apiVersions.sites)) {
      // Azure writes `app/function`.
      if ((one.properties.name ?? one.name.split('/').at(-1)) === functionName) return one;
    }
    return undefined;
  });
  if (!found) {
    return broken(
      'function',
      `The function app ${app.name} holds no function ${functionName}: its code did not arrive.`,
      `${deployAgain} In the first minutes after a deployment the copying may be refused, because new roles need time.`,
    );
  }
  const isDisabled =
    found.properties.isDisabled === true || isTrue(app.settings?.[`AzureWebJobs.${functionName}.Disabled`]);
  if (!isDisabled) return undefined;
  return broken(
    'function',
    `The function ${functionName} of ${app.name} is disabled.`,
    'Enable it under Functions in the portal, or remove the setting that disables it.',
  );
}

function settingsFault({ name, settings }: AppFacts): Finding | undefined {
  if (!settings) return undefined;
  const missing = needed.filter((setting) => !settings[setting]?.trim());
  if (missing.length > 0) {
    return broken(
      'function',
      `The function app ${name} lacks the setting ${missing.join(', ')}.`,
      deployAgain,
      missing.includes('APIKey') ? 'api-key-missing' : 'setting-invalid',
    );
  }
  const allowsOthers = isTrue(settings['ALLOW_CUSTOM_API_ENDPOINT']);
  const endpoint = parseApiEndpoint(settings['apiEndpoint']?.trim(), allowsOthers);
  if (!(endpoint instanceof Refusal)) return undefined;
  return broken(
    'function',
    endpoint.text,
    'Correct apiEndpoint under Environment variables of the function app.',
    'api-endpoint-invalid',
  );
}

function isTrue(value: string | undefined): boolean {
  return value?.trim().toLowerCase() === 'true' || value?.trim() === '1';
}
