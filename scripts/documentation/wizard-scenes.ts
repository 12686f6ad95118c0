import type { Region } from '../model/wizard.ts';
import { regionAddress } from '../model/wizard.ts';
import type { WizardAnswers } from './wizard-picture.ts';

/** Made-up answers of somebody whose key fits the region at `chosen`, or another one where `isMismatched`. */
export function sampleAnswers(
  regions: readonly Region[],
  { isMismatched }: { readonly isMismatched: boolean },
): WizardAnswers {
  const [first, ...others] = regions;
  const last = others.at(-1);
  if (!first || !last) throw new TypeError('the sample needs two regions');
  const workspace = 'security-workspace';
  const resourceGroup = 'security';
  const workspacePath = `/subscriptions/1/resourceGroups/${resourceGroup}/providers/Microsoft.OperationalInsights/workspaces/${workspace}`;
  return {
    subscription: 'Example subscription',
    resourceGroup,
    answers: {
      subscription: { id: '/subscriptions/1', subscriptionId: '1', displayName: 'Example subscription' },
      resourceGroup: { mode: 'Existing', name: resourceGroup, location: 'westeurope' },
      location: 'westeurope',
      basics: { workspace },
      steps: {
        events: {
          apiKey: sampleKey(isMismatched ? last.host : first.host),
          apiEndpoint: regionAddress(first),
        },
      },
    },
    respond: ({ path }) =>
      path.includes('/onboardingStates?')
        ? { value: [{ name: 'default' }] }
        : { value: [{ id: workspacePath, name: workspace, location: 'westeurope' }] },
  };
}

/** A text of the form of a key, which opens nothing. */
function sampleKey(host: string): string {
  return `${encode({ alg: 'ES256' })}.${encode({ aud: [host] })}.${'sample'.repeat(8)}`;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
