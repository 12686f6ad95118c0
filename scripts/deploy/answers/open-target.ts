import type { OptionValues } from '../../commands/command.ts';
import { apiVersions } from '../azure/api-versions.ts';
import type { Azure } from '../azure/azure.ts';
import { groupId, type Target } from '../azure/resource-id.ts';
import { during } from '../outcome/step.ts';
import { targetOptions, textOf } from './options.ts';
import { UsageFault, type Choice, type Questions } from './questions.ts';
import { accessOf, type Surroundings } from './surroundings.ts';

/** The way to Azure, and the workspace there. */
export interface OpenedTarget {
  readonly azure: Azure;
  readonly target: Target;
}

type Given = Partial<Target>;

/**
 * Signs in and finds out which workspace is meant: by the options, the environment and, on a terminal, by
 * lists to choose from. Throws `UsageFault` where an option is missing and nobody can be asked, `SignInFault`,
 * `StepFault`, and `Declined`.
 */
export async function openTarget(values: OptionValues, surroundings: Surroundings): Promise<OpenedTarget> {
  const { env, questions } = surroundings;
  const given = givenTarget(values, env);
  // First of all: who is not signed in is told so, whatever else is missing.
  const access = await accessOf(surroundings);
  const missing = missingOptions(given);
  if (missing.length > 0 && !questions) {
    const list = missing.map((name) => `--${name}`).join(', ');
    throw new UsageFault(`wants ${list}: nobody can be asked for it here`);
  }
  // Loaded here: other commands do without it.
  const { createAzure } = await import('../azure/azure.ts');
  const everywhere = createAzure({ ...access, subscriptionId: '' });
  const subscriptionId = await subscriptionOf(everywhere, given.subscriptionId, questions);
  const azure = createAzure({ ...access, subscriptionId });
  const resourceGroup =
    given.resourceGroup ??
    (await choose(questions, 'Resource group of the workspace', groupsOf(azure), 'resource groups'));
  const workspace =
    given.workspace ??
    (await choose(
      questions,
      'Log Analytics workspace',
      workspacesOf(azure, { subscriptionId, resourceGroup }),
      `workspaces in ${resourceGroup}`,
    ));
  return { azure, target: { subscriptionId, resourceGroup, workspace } };
}

function givenTarget(values: OptionValues, env: Surroundings['env']): Given {
  const subscriptionId = textOf(values, 'subscription') ?? textOf(env, 'AZURE_SUBSCRIPTION_ID');
  const resourceGroup = textOf(values, 'resource-group');
  const workspace = textOf(values, 'workspace');
  return {
    ...(subscriptionId === undefined ? {} : { subscriptionId }),
    ...(resourceGroup === undefined ? {} : { resourceGroup }),
    ...(workspace === undefined ? {} : { workspace }),
  };
}

function missingOptions({ subscriptionId, resourceGroup, workspace }: Given): readonly string[] {
  const values = [subscriptionId, resourceGroup, workspace];
  return Object.keys(targetOptions).filter((_, i) => values[i] === undefined);
}

/** Azure's own form of ids: hexadecimal digits in groups. */
const idForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id of the subscription; a name is looked up. */
async function subscriptionOf(
  azure: Azure,
  given: string | undefined,
  questions?: Questions,
): Promise<string> {
  if (given !== undefined && idForm.test(given)) return given;
  if (given === undefined) return choose(questions, 'Subscription', subscriptionsOf(azure), 'subscriptions');
  const named = (await subscriptionsOf(azure)).filter(
    ({ label }) => label.toLowerCase() === given.toLowerCase(),
  );
  const [first, ...others] = named;
  if (!first) throw new UsageFault(`finds no subscription named ${given}; give its id instead`);
  if (others.length > 0)
    throw new UsageFault(`finds several subscriptions named ${given}; give an id instead`);
  return first.value;
}

async function choose(
  questions: Questions | undefined,
  question: string,
  offered: Promise<readonly Choice[]>,
  what: string,
): Promise<string> {
  const choices = await offered;
  if (choices.length === 0) throw new UsageFault(`finds no ${what} that this sign-in may see`);
  if (!questions) throw new TypeError('Nobody can be asked.');
  return questions.choose(question, choices);
}

interface Listed {
  readonly name: string;
  readonly location?: string;
}

function subscriptionsOf(azure: Azure): Promise<readonly Choice[]> {
  return listed<{ readonly subscriptionId: string; readonly displayName?: string }>(
    azure,
    ['list the subscriptions', '/subscriptions', apiVersions.subscriptions],
    ({ subscriptionId, displayName }) => ({
      value: subscriptionId,
      label: displayName ?? subscriptionId,
      hint: subscriptionId,
    }),
  );
}

function groupsOf(azure: Azure): Promise<readonly Choice[]> {
  const path = `/subscriptions/${azure.subscriptionId}/resourcegroups`;
  return listed<Listed>(azure, ['list the resource groups', path, apiVersions.resources], named);
}

function workspacesOf(azure: Azure, group: Omit<Target, 'workspace'>): Promise<readonly Choice[]> {
  const path = `${groupId(group)}/providers/Microsoft.OperationalInsights/workspaces`;
  return listed<Listed>(azure, ['list the workspaces', path, apiVersions.workspaces], named);
}

function named({ name, location }: Listed): Choice {
  return { value: name, label: name, ...(location === undefined ? {} : { hint: location }) };
}

/** By their labels. */
function listed<T>(
  azure: Azure,
  [step, path, version]: readonly [string, string, string],
  toChoice: (member: T) => Choice,
): Promise<readonly Choice[]> {
  return during(step, async () => {
    const choices: Choice[] = [];
    for await (const member of azure.list<T>(path, version)) choices.push(toChoice(member));
    return choices.sort((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : 0));
  });
}
