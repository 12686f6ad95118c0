import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { zipSync, strToU8 } from 'fflate';
import { Declined, type Questions } from '../../scripts/deploy/answers/questions.ts';
import { canary, goodKey, keyFor, type Said, useDeployStage } from './deploy-stage.ts';

const { folder, keyFile, here } = useDeployStage();

/** A person who takes the first choice of each list and gives these answers. */
function person(answers: { readonly key?: string; readonly agrees?: boolean | readonly boolean[] }) {
  const asked: string[] = [];
  const agreed = [answers.agrees ?? true].flat();
  const questions: Questions = {
    choose(question, choices) {
      asked.push(`${question}: ${choices.map(({ label }) => label).join(', ')}`);
      return Promise.resolve(choices[0]?.value ?? '');
    },
    confirm(question) {
      asked.push(question);
      return Promise.resolve(agreed.shift() ?? true);
    },
    secret(question) {
      asked.push(question);
      return Promise.resolve(answers.key ?? '');
    },
  };
  return { asked, questions };
}

const nothing = { subscription: undefined, 'resource-group': undefined, workspace: undefined };

describe('on a terminal', () => {
  test('everything is asked for', async () => {
    const { asked, questions } = person({ key: goodKey });
    const { code, out, err } = await here.stage.run(nothing, { questions });
    expect(code).toBe(0);
    expect(asked).toEqual([
      'Subscription: Example subscription',
      'Resource group of the workspace: example-group',
      'Log Analytics workspace: example-workspace',
      expect.stringContaining('API key'),
      'Deploy to example-workspace?',
    ]);
    expect(`${out}${err}`).not.toContain(canary);
  });

  test('a deployment that is not wanted is none', async () => {
    const { questions } = person({ agrees: false });
    const { code, err } = await here.stage.run({}, { questions });
    expect(code).toBe(1);
    expect(err).toContain('deploy: Nothing was changed.');
    expect(here.stage.standIn.asked.filter((line) => line.startsWith('PUT'))).toEqual([]);
  });

  test('who leaves the questions leaves all', async () => {
    const { questions } = person({});
    const leaving = { ...questions, choose: () => Promise.reject(new Declined()) };
    const { code, out } = await here.stage.run({ ...nothing, json: true }, { questions: leaving });
    expect([code, JSON.parse(out)]).toEqual([
      1,
      { schemaVersion: 1, command: 'deploy', ok: false, outcome: 'declined' },
    ]);
  });

  test.each([
    [[true, true], 0],
    [[false], 1],
  ])('a deleted vault is asked about: %j', async (agrees, expected) => {
    here.stage.standIn.deletedVaults.set('onepassworddwajd5cozv3k4', { id: '/v', location: 'westeurope' });
    const { asked, questions } = person({ agrees });
    const { code } = await here.stage.run({ 'api-key-file': keyFile }, { questions });
    expect(asked[0]).toContain('onepassworddwajd5cozv3k4 of an earlier connector was deleted. Recover it?');
    expect(code).toBe(expected);
  });

  test('another region for the function app is asked for', async () => {
    here.stage.standIn.flexRegions.delete('westeurope');
    const { asked, questions } = person({});
    const { code } = await here.stage.run({ 'api-key-file': keyFile }, { questions });
    expect(code).toBe(0);
    expect(asked[0]).toBe(
      'westeurope does not offer Flex Consumption. Where is the function app to run?: eastus, northeurope',
    );
    const sites = [...here.stage.standIn.resources.values()].filter(
      ({ type }) => type === 'Microsoft.Web/sites',
    );
    expect(sites.map(({ location }) => location)).toEqual(['eastus']);
  });

  test('the region of an old key is asked for', async () => {
    const { asked, questions } = person({ key: keyFor('com.1password.streamingservice') });
    await here.stage.run({ 'what-if': true }, { questions });
    expect(asked.at(-1)).toContain('Where does the 1Password account live?');
  });
});

describe('where nobody can be asked', () => {
  test.each([
    [nothing, '--subscription, --resource-group, --workspace'],
    [{ workspace: undefined }, 'wants --workspace:'],
    [{ yes: false }, 'give --yes'],
    [{ yes: undefined, 'api-key-file': '/no/such/file' }, 'give --yes'],
    [{ 'api-key-file': '/no/such/file' }, 'cannot read the API key from /no/such/file (ENOENT)'],
    [{ 'lookback-hours': 0 }, '--lookback-hours'],
    [{ 'lookback-hours': 2881 }, '--lookback-hours'],
    [{ privileged: ['nobody'] }, '--privileged'],
    [{ prefix: 'other', 'recover-vault': true }, 'wants --api-key-file with --prefix, --recover-vault'],
    [{ package: '/no/such.zip' }, 'npm run build:solution writes dist/connector.zip'],
    [{ root: '/' }, 'run npm run build:solution first'],
    [{ subscription: 'Another subscription' }, 'finds no subscription named Another subscription'],
  ])('%j is wrong usage', async (values, message) => {
    const { code, err, out } = await here.stage.run({ yes: true, ...values });
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(err).toContain('See: npm run deploy -- --help');
  });

  test('an old key wants --region', async () => {
    const file = folder.put('old.txt', keyFor('com.1password.streamingservice'));
    expect((await here.stage.run({ yes: true, 'api-key-file': file })).code).toBe(2);
    expect((await here.stage.run({ 'what-if': true, 'api-key-file': file, region: 'com' })).code).toBe(0);
  });

  test('a subscription may be named', async () => {
    expect((await here.stage.run({ subscription: 'example SUBSCRIPTION', 'what-if': true })).code).toBe(0);
  });
});

describe('a package of one’s own', () => {
  const files = { 'host.json': strToU8('{}'), 'package.json': strToU8('{}'), 'main.js': strToU8('') };
  const file = folder.put('connector.zip', zipSync(files));
  const uploads: [string, number][] = [];
  const putBlob = (address: string, bytes: Uint8Array): Promise<void> => {
    uploads.push([address, bytes.length]);
    return Promise.resolve();
  };
  const run = (values: object, others: object): Promise<Said> =>
    here.stage.run({ yes: true, 'api-key-file': keyFile, package: file, ...values }, others);

  test('is uploaded in place of the released one, and the app restarted', async () => {
    uploads.length = 0;
    here.stage.standIn.grantedData.add('Microsoft.Storage/*');
    const { code, out } = await run({}, { putBlob });
    expect(code).toBe(0);
    const address = 'https://onepassworddwajd5cozv3k4.blob.core.windows.net/app-package/released-package.zip';
    expect(uploads).toEqual([[address, readFileSync(file).length]]);
    expect(out).toContain('connector.zip was uploaded, and the function app restarted.');
    expect(here.stage.standIn.asked.filter((line) => /\/restart\?/.test(line))).toHaveLength(1);
    expect(here.stage.standIn.functions.size).toBe(0);
  });

  test('that may not be uploaded is told after the deployment', async () => {
    here.stage.standIn.grantedData.add('Microsoft.Storage/*');
    const refusal = Object.assign(new Error('This request is not authorized.\nRequestId: 1'), {
      name: 'RestError',
      statusCode: 403,
      code: 'AuthorizationPermissionMismatch',
    });
    const { code, err } = await run({}, { putBlob: () => Promise.reject(refusal) });
    expect(code).toBe(1);
    expect(err).toContain('to the container app-package');
    expect(err).toContain('AuthorizationPermissionMismatch: This request is not authorized.');
    expect(err).toContain('Storage Blob Data Contributor');
    expect(err).not.toContain('RequestId');
  });

  test('wants the right to upload before anything is created', async () => {
    const { code, err } = await run({}, { putBlob });
    expect(code).toBe(1);
    expect(err).toContain('Storage Blob Data Contributor (to upload the package)');
  });

  test.each<[string, Uint8Array, string]>([
    ['no zip', strToU8('hello'), 'finds no zip file'],
    ['files within a folder', zipSync({ connector: files }), 'misses host.json and package.json at the root'],
  ])('that has %s is refused', async (_, bytes, message) => {
    const { code, err } = await run({ package: folder.put('wrong.zip', bytes) }, { putBlob });
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  test('wants a connector', async () => {
    expect((await run({ 'api-key-file': undefined }, { putBlob })).code).toBe(2);
  });
});
