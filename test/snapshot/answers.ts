/**
 * Ways in which the template is deployed, each as the parameters that reach it. Those of the wizard come
 * out of the compiled wizard itself, so that the two files are tested together.
 */
import { readFileSync } from 'node:fs';
import type { ArmTemplate, JsonObject } from '../../scripts/model/arm.ts';
import { runWizard, type Answers } from '../../scripts/wizard/session.ts';
import type { Value } from '../../scripts/wizard/value.ts';

const root = new URL('../../', import.meta.url);

function readJson(name: string): JsonObject {
  return JSON.parse(readFileSync(new URL(name, root), 'utf8')) as JsonObject;
}

export const mainTemplate = readJson('mainTemplate.json') as unknown as ArmTemplate;
const wizard = readJson('createUiDefinition.json');

const subscription = { id: '/subscriptions/00000000-1111-2222-3333-444444444444' };
const resourceGroup = { mode: 'Existing', name: 'example-group', location: 'westeurope' };
const workspaceId = `${subscription.id}/resourceGroups/Example-Group/providers/Microsoft.OperationalInsights/workspaces/Logs`;
const apiKey = `${'a'.repeat(12)}.${'b'.repeat(24)}.${'c'.repeat(24)}`;

function respond({ path }: { readonly path: string }): Value {
  if (path.includes('/onboardingStates?')) return { value: [{ name: 'default' }] };
  return { value: [{ id: workspaceId, name: 'Logs', location: 'northeurope' }] };
}

/** The parameters that the wizard hands over. Throws where it would not let the user go on. */
export function answerWizard(definition: JsonObject, steps: NonNullable<Answers['steps']>): JsonObject {
  const answers = { subscription, resourceGroup, location: resourceGroup.location, steps };
  const {
    basics,
    steps: shown,
    basicsMessages,
    outputs,
    failures,
  } = runWizard(definition, answers, { respond });
  const views = [...basics, ...Object.values(shown).flat()];
  const refusals = [...basicsMessages, ...views.flatMap(({ messages }) => messages), ...failures];
  if (refusals.length > 0) throw new Error(JSON.stringify(refusals));
  return JSON.parse(JSON.stringify(outputs)) as JsonObject;
}

/** What Content Hub is known to pass. */
export const contentHub: JsonObject = { workspace: 'Logs', 'workspace-location': 'northeurope' };

export const wizardDefaults = answerWizard(wizard, { events: { apiKey } });

/** Every answer changed, and the one parameter that only a deployment by hand can set. */
export const everythingChanged: JsonObject = {
  ...answerWizard(wizard, {
    events: { apiKey, apiEndpoint: 'https://events.1password.eu' },
    options: {
      functionLocation: 'westus3',
      initialLookbackHours: '720',
      resourcePrefix: 'contoso',
      keyVaultCreateMode: 'recover',
      installWatchlist: false,
      enabledRules: ['54e6bb8e-2935-422f-9387-dba1961abfd7'],
      privilegedIds: 'abcdefghijklmnopqrstuvwxyz',
    },
  }),
  packageUri: 'https://packages.example.com/connector.zip',
};
