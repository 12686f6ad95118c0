/** The last link: Microsoft Sentinel makes alerts of the rows. */
import { during } from '../outcome/step.ts';
import { readPackageVersion, readRules, readWatchlist } from '../status/content-facts.ts';
import { broken, ok, type Finding } from './finding.ts';
import type { Patient } from './patient.ts';

export async function checkRules({ azure, target, contents }: Patient): Promise<Finding> {
  const version = await during('read the solution of the workspace', () =>
    readPackageVersion(azure, target, contents),
  );
  const rules = await during('list the analytics rules', () => readRules(azure, target, contents));
  if (version === undefined && rules.length === 0) {
    return broken(
      'rules',
      'The solution is not installed in Microsoft Sentinel.',
      'Install it with npm run deploy, or from Content Hub.',
    );
  }
  const off = rules.filter(({ isAutoDisabled }) => isAutoDisabled);
  if (off.length > 0) {
    return broken(
      'rules',
      `Azure has switched off ${off.map(({ name }) => name).join(', ')}, because its query failed again and again.`,
      'Read the reason at the beginning of the description of the rule under Analytics, and enable the rule again.',
    );
  }
  const enabled = rules.filter(({ isEnabled }) => isEnabled);
  if (enabled.length === 0) {
    return broken(
      'rules',
      `None of the ${contents.rules.length} rules is enabled: events arrive and raise no alerts.`,
      'Enable those that you want: npm run deploy -- --enable-rules all, or under Analytics, Rule templates.',
    );
  }
  const watchlist = await during('read the watchlist', () => readWatchlist(azure, target, contents));
  const older = rules.filter(({ newVersion }) => newVersion !== null).length;
  const alerts = rules.reduce((sum, { alertsIn30Days }) => sum + alertsIn30Days, 0);
  return ok(
    'rules',
    `${enabled.length} of ${contents.rules.length} are enabled and made ${alerts} alerts in 30 days.`,
    [
      ...((watchlist?.entries ?? 0) === 0
        ? [
            `The watchlist ${contents.watchlist} names no group or vault yet: rules about privileged ones match nothing.`,
          ]
        : []),
      ...(older === 0 ? [] : [`${older} rules are of another version than this bundle: see npm run update.`]),
    ],
  );
}
