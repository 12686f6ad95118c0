import type { Organisation } from '../organisation.ts';
import type { StoryEvent } from '../story-event.ts';
import {
  grantOwnAccess,
  joinOwnGroup,
  joinPrivilegedGroup,
  openPrivilegedVault,
  openVault,
} from './access.ts';
import { adjustToken, createServiceAccount, extractSecrets, inviteStranger } from './accounts.ts';
import { exportBeforeSuspension, exportByNewcomer, exportVaults } from './exports.ts';
import { changeFirewall, changeSso, disableFactorOfUser, disableFactors } from './settings.ts';
import { signInFromAfar } from './sign-in.ts';
import { createStage, type Stage } from './stage.ts';

const day = 86_400_000;

/** One attack for each analytics rule, by the name of the rule's file. */
const plays = {
  'changes-to-firewall-rules': changeFirewall,
  'changes-to-sso-configuration': changeSso,
  'disable-mfa-factor-or-type-for-all-user-accounts': disableFactors,
  'log-ingestion-failure': fallSilent,
  'manual-account-creation': inviteStranger,
  'new-service-account-integration-created': createServiceAccount,
  'non-privileged-vault-user-permission-change': openVault,
  'potential-insider-privilege-escalation-via-group': joinOwnGroup,
  'potential-insider-privilege-escalation-via-vault': grantOwnAccess,
  'privileged-vault-permission-change': openPrivilegedVault,
  'secret-extraction-post-vault-access-change-by-administrator': extractSecrets,
  'service-account-integration-token-adjustment': adjustToken,
  'successful-anomalous-sign-in': signInFromAfar,
  'user-account-mfa-settings-changed': disableFactorOfUser,
  'user-added-to-privileged-group': joinPrivilegedGroup,
  'vault-export-post-account-creation': exportByNewcomer,
  'vault-export-prior-to-account-suspension-or-deletion': exportBeforeSuspension,
  'vault-export': exportVaults,
} satisfies Record<string, (stage: Stage) => void>;

export type AttackName = keyof typeof plays;

export const attackNames = Object.keys(plays) as readonly AttackName[];

export interface Incident {
  readonly events: readonly StoryEvent[];
  /** Nothing arrives in [from, to), ms. */
  readonly silence?: { readonly from: number; readonly to: number };
}

/** What a rule has to find. `at` is when the event happens that gives the attack away, ms. */
export function attack(name: AttackName, organisation: Organisation, at: number): Incident {
  const stage = createStage(organisation, name, at);
  plays[name](stage);
  return {
    events: stage.events,
    ...(name === 'log-ingestion-failure' ? { silence: { from: at, to: at + day } } : {}),
  };
}

/** Somebody turns the integration off: a last sign-in, and then nothing. */
function fallSilent(stage: Stage): void {
  stage.enter(stage.administrator, -2);
}
