import { describeDifferences } from '../../inspection/words.ts';
import type { UpdatePlan } from './plan.ts';

/** What an update changes and what it keeps, for people. */
export function describePlan(plan: UpdatePlan, workspace: string): string {
  const { from, to, contents, rules, outdated, connectors, keepsWatchlist } = plan;
  const enabled = rules.filter((rule) => rule.enabled).length;
  const kept = [
    ...connectors.flatMap(({ name, answers }) => [
      `connector ${name}: API key, region ${answers.apiEndpoint ?? 'unknown'}, look-back of ${answers.initialLookbackHours ?? '?'} hours, function app in ${answers.functionLocation ?? 'no region: it is gone and comes back in that of the workspace'}`,
    ]),
    ...(keepsWatchlist ? ['rows of the watchlist'] : []),
    `${rules.length} analytics rules made from templates, ${enabled} of them enabled`,
  ];
  const dropped = connectors.flatMap(({ droppedSettings }) => droppedSettings);
  return [
    from === to ? `1Password ${to} in ${workspace}` : `1Password in ${workspace}: ${from} -> ${to}`,
    contents.length === 0 ? 'The contents are the same.' : describeDifferences(contents),
    ['Kept:', ...kept.map((line) => `  ${line}`)].join('\n'),
    ...(dropped.length === 0
      ? []
      : [
          `Removed from the settings of the function app, which the bundle does not have: ${dropped.join(', ')}`,
        ]),
    ...(outdated.length === 0
      ? []
      : [
          [
            'Rules whose template is newer (--renew-rules gives them what it says):',
            ...outdated.map(
              ({ rule, from: old, to: now }) => `  ${rule.displayName}: ${old ?? 'unknown'} -> ${now}`,
            ),
          ].join('\n'),
        ]),
  ].join('\n\n');
}

/** The same for programs. */
export function planJson({
  from,
  to,
  contents,
  rules,
  outdated,
  connectors,
  keepsWatchlist,
}: UpdatePlan): object {
  return {
    from,
    to,
    contents,
    kept: {
      connectors: connectors.map(({ name, answers }) => ({ name, ...answers })),
      watchlist: keepsWatchlist,
      rules: rules.map(({ name, displayName, enabled, templateId, templateVersion }) => ({
        name,
        displayName,
        enabled,
        templateId,
        ...(templateVersion === undefined ? {} : { templateVersion }),
      })),
    },
    droppedSettings: connectors.flatMap(({ droppedSettings }) => droppedSettings),
    outdatedRules: outdated.map(({ rule, from: old, to: now }) => ({
      name: rule.name,
      displayName: rule.displayName,
      ...(old === undefined ? {} : { from: old }),
      to: now,
    })),
  };
}
