/** The command `deploy`: from its options and answers to a request. */
import type { ExitCode, OptionValues } from '../commands/command.ts';
import type { Json, JsonObject } from '../model/arm.ts';
import { readApiKey } from './answers/api-key.ts';
import { expectConsent } from './answers/consent.ts';
import { openTarget } from './answers/open-target.ts';
import { textOf } from './answers/options.ts';
import { readPrivileged } from './answers/privileged.ts';
import { UsageFault } from './answers/questions.ts';
import { addressOf, regionsOf } from './answers/region.ts';
import { chosenRules, offeredRules } from './answers/rule-choice.ts';
import type { Surroundings } from './answers/surroundings.ts';
import { runAzureCommand } from './outcome/run-azure-command.ts';
import { tellReport } from './outcome/tell-report.ts';
import { veil } from './outcome/veil.ts';
import { readPackage } from './package/package-file.ts';
import { hasParameter, readTemplate } from './package/template-file.ts';
import type { KeyQuestion } from './checks/api-key.ts';
import type { DeploymentAround, DeploymentRequest } from './request.ts';
import { resumeDeployment } from './resume.ts';
import { listActiveRules } from './rules/active-rules.ts';
import { runDeployment } from './run-deployment.ts';
import { resourcesOf } from './template/resources.ts';

/** What tests put in the place of the usual. */
export type DeployVariation = Pick<DeploymentAround, 'interrupts' | 'putBlob' | 'wait'> &
  Pick<KeyQuestion, 'judging'>;

const command = 'deploy';

export function deploy(
  values: OptionValues,
  surroundings: Surroundings,
  variation: DeployVariation = {},
): Promise<ExitCode> {
  return runAzureCommand({ name: command }, values, surroundings, async () => {
    const root = String(values['root'] ?? '.');
    const template = readTemplate(root);
    checkTogether(values, template);
    const { azure, target } = await openTarget(values, surroundings);
    if (values['what-if'] !== true && values['resume'] !== true) expectConsent(values, surroundings);
    const around: DeploymentAround = {
      azure,
      target,
      surroundings,
      root,
      command,
      isJson: values['json'] === true,
      ...variation,
    };
    const besides = await besidesOf(values);
    if (values['resume'] === true) {
      return tellReport(await resumeDeployment(template, besides, around), around);
    }
    const token = await readApiKey(values, surroundings);
    const veiled = { ...surroundings, output: veil(surroundings.output, token) };
    // Faults, too, are told behind the veil from here on.
    return runAzureCommand({ name: command }, values, veiled, async () => {
      const within = { ...around, surroundings: veiled };
      const request = await requestOf(values, { template, token, besides, around: within, variation });
      return tellReport(await runDeployment(request, within), within);
    });
  });
}

/** Options that want a key, and those that exclude each other. */
function checkTogether(values: OptionValues, template: JsonObject): void {
  const lookback = values['lookback-hours'];
  if (
    lookback !== undefined &&
    !(Number.isInteger(lookback) && Number(lookback) >= 1 && Number(lookback) <= 2_880)
  ) {
    throw new UsageFault('takes a whole number of hours from 1 to 2880 for --lookback-hours');
  }
  if (values['resume'] === true && values['what-if'] === true) {
    throw new UsageFault(
      'cannot both follow a deployment and predict one: --resume and --what-if exclude each other',
    );
  }
  if (wordsOf(values, 'enable-rules').length > 0 && !hasParameter(template, 'enabledRules')) {
    throw new UsageFault('cannot enable rules with this template; run npm run build:solution first');
  }
}

async function besidesOf(values: OptionValues): Promise<Pick<DeploymentRequest, 'package' | 'privileged'>> {
  const file = textOf(values, 'package');
  const privileged = readPrivileged(wordsOf(values, 'privileged'));
  return { privileged, ...(file === undefined ? {} : { package: await readPackage(file) }) };
}

interface Asked {
  readonly template: JsonObject;
  readonly token: string | undefined;
  readonly besides: Pick<DeploymentRequest, 'package' | 'privileged'>;
  readonly around: DeploymentAround;
  readonly variation: DeployVariation;
}

async function requestOf(values: OptionValues, asked: Asked): Promise<DeploymentRequest> {
  const { template, token, besides, around, variation } = asked;
  const { questions, output } = around.surroundings;
  const enabledRules = await rulesOf(wordsOf(values, 'enable-rules'), asked);
  const common: DeploymentRequest = {
    template,
    parameters: enabledRules.length === 0 ? {} : { enabledRules },
    ...besides,
    recoverVault: values['recover-vault'] === true,
    whatIfOnly: values['what-if'] === true,
    full: values['full'] === true,
    yes: values['yes'] === true,
  };
  if (token === undefined) {
    const idle = connectorOptions.filter((name) => isGiven(values[name]));
    if (idle.length > 0) {
      const list = idle.map((name) => `--${name}`).join(', ');
      throw new UsageFault(`wants --api-key-file with ${list}: without a key there is no connector`);
    }
    output.err('Without an API key the content alone is deployed.');
    return common;
  }
  const endpoint = await addressOf(String(values['region'] ?? 'auto'), token, regionsOf(template), questions);
  return {
    ...common,
    parameters: {
      ...common.parameters,
      ...connectorParameters(values),
      apiKey: token,
      apiEndpoint: endpoint,
      ...(besides.package ? { packageUri: '' } : {}),
    },
    key: { token, endpoint, ...(variation.judging ? { judging: variation.judging } : {}) },
  };
}

/** Options that say nothing where no connector is deployed. */
const connectorOptions = [
  'region',
  'function-location',
  'lookback-hours',
  'prefix',
  'recover-vault',
  'package',
];

/** Whether an option has another value than its default. */
function isGiven(value: unknown): boolean {
  return value !== undefined && value !== false && value !== '' && value !== 'auto';
}

function connectorParameters(values: OptionValues): Readonly<Record<string, Json>> {
  const location = textOf(values, 'function-location');
  const prefix = textOf(values, 'prefix');
  const hours = values['lookback-hours'];
  return {
    ...(location === undefined ? {} : { functionLocation: location.toLowerCase().replaceAll(' ', '') }),
    ...(prefix === undefined ? {} : { resourcePrefix: prefix }),
    ...(hours === undefined ? {} : { initialLookbackHours: Number(hours) }),
  };
}

/** The rules to enable, without those that are active already under a name of the portal's. */
async function rulesOf(words: readonly string[], { template, around }: Asked): Promise<readonly string[]> {
  if (words.length === 0) return [];
  const { azure, target, surroundings } = around;
  const place = {
    subscriptionId: target.subscriptionId,
    resourceGroup: target.resourceGroup,
    tenantId: '',
    location: '',
  };
  const rules = offeredRules(resourcesOf({ template, parameters: { workspace: target.workspace }, place }));
  const wanted = chosenRules(words, rules);
  const active = await listActiveRules(azure, target, wanted);
  const others = active.filter(({ name, templateId }) => name.toLowerCase() !== templateId.toLowerCase());
  for (const { displayName } of others) {
    surroundings.output.err(`${displayName} is active already as a rule of its own, and left as it is.`);
  }
  return wanted.filter((id) => !others.some(({ templateId }) => templateId === id));
}

function wordsOf(values: OptionValues, name: string): readonly string[] {
  const value = values[name];
  return Array.isArray(value) ? value.map(String) : [];
}
