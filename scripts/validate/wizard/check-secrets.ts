import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { referencesOf } from '../../wizard/references.ts';
import { filledExpressions } from './check-expressions.ts';
import type { ControlSite } from './controls.ts';
import type { TextSite } from './sites.ts';

/** Where an expression decides something without its value being shown or sent. */
const silentKeys: ReadonlySet<string | number | undefined> = new Set([
  'visible',
  'isValid',
  'regex',
  'condition',
]);

/** A secret may decide what is visible and reach its output; no text, request or other value may hold it. */
export function checkSecrets(sites: readonly TextSite[], controls: readonly ControlSite[]): Diagnostic[] {
  const secrets = controls.filter(({ element }) => element.type === 'Microsoft.Common.PasswordBox');
  const places = sites.filter(
    ({ path }) => path[0] !== 'expressions' && path[0] !== 'outputs' && !silentKeys.has(path.at(-1)),
  );
  return places.flatMap((site) => {
    const read = filledExpressions(site).flatMap(referencesOf);
    return secrets
      .filter(({ step, element }) =>
        // A whole step holds the secrets on it.
        read.some((to) => to.step === step && (to.control === undefined || to.control === element.name)),
      )
      .map(({ element }) => diagnostic('wizard-key-exposed', site.at(0), { name: element.name }));
  });
}
