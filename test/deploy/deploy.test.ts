import { describe, expect, test } from 'vitest';
import { canary, goodKey, type Said, useDeployStage } from './deploy-stage.ts';

const { keyFile, here } = useDeployStage(`${goodKey}\n`);

const run = (values: object = {}, others = {}): Promise<Said> =>
  here.stage.run({ 'api-key-file': keyFile, yes: true, ...values }, others);
const ofType = (type: string) =>
  [...here.stage.standIn.resources.values()].filter(
    (resource) => resource.type.toLowerCase() === type.toLowerCase(),
  );
const uuids = ['abcdefghijklmnopqrstuvwxyz', 'zyxwvutsrqponmlkjihgfedcba'];

describe('a deployment', () => {
  test('goes from the options to a summary', async () => {
    const { code, out, err } = await run();
    expect(code).toBe(0);
    expect(err).toContain('✓ API key: events.1password.com accepts it for all kinds of events.');
    expect(err).toContain('  deployment onepassword-connector: begun\n');
    expect(err).toMatch(/ {2}key vault onepassworddwajd5cozv3k4: done \(\d+ s\)\n/);
    expect(out).toMatch(/^What would change in example-group:\n/);
    expect(out).toContain('✓ Deployed to example-workspace: 43 resources');
    expect(out).toMatch(/functionAppName +onepassword-dwajd5cozv3k4\n/);
    expect(out).toContain(
      'https://portal.azure.com/#view/HubsExtension/DeploymentDetailsBlade/~/overview/id/%2Fsubscriptions',
    );
    expect([...here.stage.standIn.secrets.values()].flat()).toEqual([goodKey]);
  });

  test('never shows the key, wherever it goes', async () => {
    here.stage.standIn.failResource(
      'Microsoft.KeyVault/vaults/secrets',
      { code: 'Refused', message: `Not ${goodKey}!` },
      1,
    );
    const said = [
      await run(),
      await run({ json: true, full: true }),
      await run({ full: true, 'what-if': true }),
    ];
    expect(said.map(({ code }) => code)).toEqual([1, 0, 0]);
    here.stage.standIn.fail({
      method: 'PUT',
      path: /deployments\/1password/i,
      status: 400,
      code: 'Refused',
      message: `Not ${goodKey}!`,
    });
    said.push(await run());
    const words = said.flatMap(({ out, err }) => [out, err]);
    expect(words.join('\n')).toContain('Not ••••••••!');
    for (const text of words) expect(text).not.toContain(canary);
    // What Azure records and answers does not hold it either, but for the message that the test put there.
    const answers = here.stage.standIn.answers.filter((text) => !text.includes('"Refused"'));
    for (const text of answers) expect(text).not.toContain(canary);
  });

  test('prints one document with --json', async () => {
    const { code, out } = await run({ json: true, privileged: uuids });
    expect(code).toBe(0);
    const document = JSON.parse(out) as Record<string, unknown>;
    expect(document).toMatchObject({
      command: 'deploy',
      outcome: 'succeeded',
      target: { workspace: 'example-workspace' },
      prediction: { same: 0, others: 1 },
      summary: { state: 'Succeeded', outputs: { functionAppName: 'onepassword-dwajd5cozv3k4' } },
      remarks: ['2 rows added to the watchlist PG1PW.'],
    });
  });

  test('without a key is the content alone', async () => {
    const { code, out, err } = await here.stage.run({ yes: true });
    expect(code).toBe(0);
    expect(err).toContain('Without an API key the content alone is deployed.');
    expect(out).toContain('none, because no API key was given');
    expect(ofType('Microsoft.Web/sites')).toEqual([]);
    // Nobody needs rights that only the connector wants.
    here.stage.standIn.denied.add('Microsoft.Authorization/roleAssignments/write');
    expect((await here.stage.run({ yes: true })).code).toBe(0);
  });

  test('with --what-if stops after what would change', async () => {
    const { code, out } = await run({ 'what-if': true, yes: false });
    expect(code).toBe(0);
    expect(out).toContain('+ key vault onepassworddwajd5cozv3k4');
    expect(out).not.toContain('Deployed');
    expect(here.stage.standIn.asked.filter((line) => line.startsWith('PUT'))).toEqual([]);
  });

  test('takes its options to the template', async () => {
    const options = {
      'function-location': 'North Europe',
      'lookback-hours': 48,
      prefix: 'other',
      region: 'eu',
    };
    expect((await run(options)).code).toBe(0);
    const [site] = ofType('Microsoft.Web/sites');
    expect(site?.location).toBe('northeurope');
    expect(site?.name).toMatch(/^other-/);
    expect(JSON.stringify(site?.properties)).toContain('{"name":"INITIAL_LOOKBACK_HOURS","value":"48"}');
    expect(JSON.stringify(site?.properties)).toContain(
      '{"name":"apiEndpoint","value":"https://events.1password.eu"}',
    );
  });
});

describe('a second run', () => {
  test('changes nothing and keeps the rows of the watchlist', async () => {
    await run({ privileged: [uuids[0]] });
    const before = ofType('Microsoft.SecurityInsights/watchlists/watchlistItems').map(({ id }) => id);
    expect(before).toHaveLength(2);
    const { code, out } = await run({ privileged: uuids });
    expect(code).toBe(0);
    expect(out).toMatch(
      /^What would change in example-group:\n {2}= \d+ resources of the solution stay as they are\n/,
    );
    expect(out).toContain('1 row added to the watchlist PG1PW; 1 was there already.');
    const after = ofType('Microsoft.SecurityInsights/watchlists/watchlistItems').map(({ id }) => id);
    expect(after).toEqual([...before, expect.any(String)]);
  });

  test('shows what somebody changed meanwhile', async () => {
    await run();
    const [site] = ofType('Microsoft.Web/sites');
    if (!site) throw new Error('no site');
    here.stage.standIn.resources.set(site.id.toLowerCase(), {
      ...site,
      properties: { ...site.properties, httpsOnly: false },
    });
    const { out } = await run({ 'what-if': true });
    expect(out).toContain(
      '  ~ function app onepassword-dwajd5cozv3k4\n      ~ properties.httpsOnly: false → true\n',
    );
  });

  test('does not move a connector to another region', async () => {
    await run({ 'function-location': 'northeurope' });
    const { code, err } = await run();
    expect(code).toBe(1);
    expect(err).toContain('The key vault onepassworddwajd5cozv3k4 is there already, in northeurope');
    expect(err).toContain('Give --function-location northeurope');
  });

  test('goes on where a failed one ended', async () => {
    here.stage.standIn.failResource(
      'Microsoft.Web/sites',
      { code: 'InternalServerError', message: 'Try later.' },
      1,
    );
    expect((await run()).code).toBe(1);
    expect((await run()).code).toBe(0);
  });
});

const rules = () => ofType('Microsoft.SecurityInsights/alertRules');

describe('rules', () => {
  test('are enabled by name, once', async () => {
    for (let i = 0; i < 2; i++) {
      const { code } = await run({ 'enable-rules': ['vault export', 'changes-to-firewall-rules'] });
      expect(code).toBe(0);
    }
    expect(
      rules()
        .map(({ properties }) => [properties['displayName'], properties['enabled']])
        .toSorted(),
    ).toEqual([
      ['1Password - Changes to firewall rules', true],
      ['1Password - Vault export', true],
    ]);
    for (const { properties } of rules()) expect(properties['templateVersion']).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test('that the portal made from a template are left as they are', async () => {
    await run();
    const template = ofType('Microsoft.SecurityInsights/contentTemplates').find(
      ({ properties }) => properties['contentKind'] === 'AnalyticsRule',
    );
    const id = `${template?.id.split('/contentTemplates/')[0]}/alertRules/made-by-hand`;
    const own = {
      alertRuleTemplateName: template?.properties['contentId'],
      displayName: 'Mine',
      enabled: false,
    };
    here.stage.standIn.resources.set(id.toLowerCase(), {
      id,
      name: 'made-by-hand',
      type: 'Microsoft.SecurityInsights/alertRules',
      kind: 'Scheduled',
      properties: own,
    });
    const { code, err } = await run({ 'enable-rules': ['all'] });
    expect(code).toBe(0);
    expect(err).toContain('Mine is active already as a rule of its own');
    expect(rules()).toHaveLength(18);
  });

  test('that there are not are wrong usage', async () => {
    const { code, err } = await run({ 'enable-rules': ['vault exports'] });
    expect(code).toBe(2);
    expect(err).toContain('knows no analytics rule "vault exports". Did you mean "Vault export"?');
  });
});
