/** The chain from 1Password to an alert, link by link, up to the first that is broken. */
import { checkEventsApi, checkKey } from './check-key.ts';
import { checkFunction } from './check-function.ts';
import { checkIdentity } from './check-identity.ts';
import { checkRule } from './check-rule.ts';
import { checkRules } from './check-rules.ts';
import { checkTable } from './check-table.ts';
import type { Finding, LinkName } from './finding.ts';
import type { Patient } from './patient.ts';

type Check = (patient: Patient) => Finding | Promise<Finding>;

const chain: readonly (readonly [LinkName, Check])[] = [
  ['key', checkKey],
  ['events-api', checkEventsApi],
  ['function', checkFunction],
  ['identity', checkIdentity],
  ['rule', checkRule],
  ['table', checkTable],
  ['rules', checkRules],
];

/** One finding for each link, in their order. `onLink` hears of each before it is looked at. */
export async function diagnoseChain(
  patient: Patient,
  onLink: (link: LinkName) => void = () => {},
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const [link, check] of chain) {
    if (findings.some(({ state }) => state === 'broken')) {
      findings.push({ link, state: 'unknown', found: 'Not looked at: an earlier link is broken.' });
      continue;
    }
    onLink(link);
    findings.push(await check(patient));
  }
  return findings;
}
