import { describe, expect, test } from 'vitest';
import { deletions, here, left, moveTo, openHouse, remove } from './remove-house.ts';
import { runRemove } from '../../scripts/deploy/removal/run-remove.ts';
import { bare, canary, deploy, keyFor, person, stored, tableName } from './status-workspace.ts';

openHouse();

describe('remove', () => {
  test('leaves the table and nothing else', async () => {
    const roles = left().filter((id) => id.startsWith('roleAssignments/'));
    expect(roles).toHaveLength(4);
    const told = await remove();
    expect(told).toMatchObject({
      code: 0,
      ok: true,
      outcome: 'removed',
      kept: [{ kind: 'table', title: tableName }],
    });
    expect(left()).toEqual([`tables/${tableName}`]);
    expect(told.removed.every(({ result }) => result === 'removed')).toBe(true);
    expect(told.removed.filter(({ kind }) => kind === 'role')).toHaveLength(4);
    expect(told.removed.filter(({ kind }) => kind === 'rule')).toHaveLength(18);
    expect(told.removed.filter(({ kind }) => kind === 'template')).toHaveLength(20);
    expect(told.notes?.[0]).toMatch(
      /^The key vault onepassword\w+ keeps its name.*--recover-vault.*az keyvault purge/,
    );
  });

  test('removes the table with --with-data', async () => {
    const told = await remove({ 'with-data': true });
    expect(told).toMatchObject({ code: 0, kept: [] });
    expect(told.removed.at(-1)).toMatchObject({ kind: 'table', title: tableName, result: 'removed' });
    expect(left()).toEqual([]);
  });

  test('silences the rules first, and removes last what tells to whom the rest belongs', async () => {
    await remove();
    const order = deletions().map((one) => one.split('/').at(-2)?.toLowerCase() ?? '');
    const at = (type: string): number => order.indexOf(type);
    expect(order.slice(0, 18).every((type) => type === 'alertrules')).toBe(true);
    const chain = [
      'sites',
      'roleassignments',
      'storageaccounts',
      'userassignedidentities',
      'components',
      'datacollectionrules',
    ];
    const later = ['dataconnectors', 'watchlists', 'contenttemplates', 'contentpackages'];
    const places = [...chain, ...later].map(at);
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test('lists and removes nothing with --list', async () => {
    const before = left();
    const told = await remove({ list: true, yes: false });
    expect(told).toMatchObject({ code: 0, outcome: 'listed' });
    expect(told.removed.length).toBeGreaterThan(50);
    expect(left()).toEqual(before);
    expect(deletions()).toEqual([]);
  });

  test('tells people what would go and what stays', async () => {
    const { values, surroundings, said } = here();
    expect(await runRemove({ ...values, list: true }, surroundings)).toBe(0);
    expect(said.out).toMatch(
      /^To be removed from the workspace example-workspace and the resource group example-group:/,
    );
    expect(said.out).toMatch(/ {2}Active rule +1Password - Vault export\n/);
    expect(said.out).toMatch(
      / {2}Key vault +onepassword\w+ \(with the API key; it can be recovered for 7 days\)/,
    );
    expect(said.out).toMatch(/Kept:\n {2}Table +OnePasswordEventLogs_CL \(with all events in it\)/);
    expect(said.err).toBe('');
  });

  test('a second time there is nothing to do', async () => {
    await remove();
    here().standIn.asked.length = 0;
    expect(await remove()).toMatchObject({ code: 0, outcome: 'nothing', removed: [] });
    expect(deletions()).toEqual([]);
  });

  test('asks first, and a no changes nothing', async () => {
    const before = left();
    const { values, surroundings, said } = here();
    const asked = { ...surroundings, questions: person(false) };
    expect(await runRemove(values, asked)).toBe(1);
    expect(said.err).toMatch(/To be removed[^]*remove: Nothing was changed\.\n$/);
    expect(left()).toEqual(before);
    expect(await runRemove(values, { ...surroundings, questions: person(true) })).toBe(0);
    expect(left()).toEqual([`tables/${tableName}`]);
  });

  test('wants --yes where nobody can be asked, before it asks Azure anything', async () => {
    const { values, surroundings, said } = here();
    expect(await runRemove(values, surroundings)).toBe(2);
    expect(said.err).toMatch(/give --yes/);
    expect(here().standIn.asked).toEqual([]);
  });

  test('goes on where one cannot be removed, and the next run removes the rest', async () => {
    const vault = stored(here().standIn, 'Microsoft.KeyVault/vaults');
    const message = 'The scope cannot perform delete operation because following scope(s) are locked.';
    here().standIn.fail({
      method: 'DELETE',
      path: /\/vaults\/[^/]+\?/,
      status: 409,
      code: 'ScopeLocked',
      message,
      times: 2,
    });
    const told = await remove();
    expect(told).toMatchObject({ code: 1, ok: false, outcome: 'incomplete', notes: [] });
    const failed = told.removed.filter(({ result }) => result === 'failed');
    expect(failed).toMatchObject([
      { kind: 'vault', title: vault.name, error: { code: 'ScopeLocked', message } },
    ]);
    expect(told.err).toContain(`could not remove the key vault ${vault.name}.`);
    expect(told.err).toContain('Remove the lock');
    expect(told.err.match(/Removed: /g)?.length).toBe(told.removed.length - 1);
    // The identity, the rule and the insights are gone: the name of the vault's connector tells that it is ours.
    const again = await remove();
    expect(again).toMatchObject({ code: 0, outcome: 'removed' });
    expect(again.removed.map(({ kind }) => kind)).toEqual(['vault']);
    expect(left()).toEqual([`tables/${tableName}`]);
  });

  test('tries again what waited for another', async () => {
    here().standIn.fail({
      method: 'DELETE',
      path: /\/serverfarms\//,
      status: 409,
      code: 'Conflict',
      message: 'Server farm cannot be deleted because it has web apps.',
      times: 1,
    });
    expect(await remove()).toMatchObject({ code: 0, outcome: 'removed' });
    expect(left()).toEqual([`tables/${tableName}`]);
  });

  test('removes nothing where the list is not whole', async () => {
    const before = left();
    here().standIn.fail({
      path: /\/metadata\?/,
      status: 403,
      code: 'AuthorizationFailed',
      message: 'No.',
      times: 1,
    });
    const { values, surroundings, said } = here();
    expect(await runRemove({ ...values, yes: true }, surroundings)).toBe(1);
    expect(said.err).toMatch(/could not list the contents of Microsoft Sentinel/);
    expect(left()).toEqual(before);
  });

  test('removes the content where there is no connector', async () => {
    const empty = await bare();
    moveTo(empty);
    await deploy(here().azure, here().standIn, {});
    const told = await remove();
    expect(told).toMatchObject({ code: 0, kept: [], notes: [] });
    expect(left()).toEqual([]);
  });

  test('says how many entries of the watchlist go', async () => {
    await deploy(here().azure, here().standIn, {
      installWatchlist: false,
      privilegedIds: ['abcdefghijklmnopqrstuvwxyz'],
    });
    const told = await remove({ list: true });
    expect(told.removed.find(({ kind }) => kind === 'watchlist')).toMatchObject({
      note: 'with 1 entry of yours',
    });
  });

  test('shows no key', async () => {
    await deploy(here().azure, here().standIn, { apiKey: keyFor('events.1password.com') });
    const { values, surroundings, said } = here();
    await runRemove({ ...values, yes: true }, surroundings);
    expect(said.out + said.err).not.toContain(canary);
    expect(here().standIn.answers.join('\n')).not.toContain(canary);
  });
});
