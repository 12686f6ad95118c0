import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { toFileName } from './place.ts';

it('takes the name of a rule as it is where every system does', () => {
  expect(toFileName('1Password - Vault export', 'yaml')).toBe('1Password - Vault export.yaml');
  expect(toFileName('SSO/MFA: changed?. ', 'yaml')).toBe('SSO-MFA- changed-.yaml');
});

it('gives a name without folders and without what Windows refuses', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect(toFileName(name, 'json')).not.toMatch(/[<>:"/\\|?*]|[. ]\.json$/);
    }),
  );
});
