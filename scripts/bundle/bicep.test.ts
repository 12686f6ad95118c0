import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ArmTemplate } from '../model/arm.ts';
import { runtimeSettings } from '../testing/bicep-process.ts';
import { bicepMissing, findBicep } from '../testing/bicep.ts';
import { bicepFiles, keyVariable } from './bicep.ts';

const template = JSON.parse(readFileSync('mainTemplate.json', 'utf8')) as ArmTemplate;
const files = bicepFiles(template, '1Password');
const textOf = (path: string): string =>
  Buffer.from(files.find((file) => file.path === path)?.bytes ?? []).toString('utf8');

test('every parameter is handed on, under a name that Bicep allows', () => {
  const text = textOf('dist/main.bicep');
  for (const name of Object.keys(template.parameters)) {
    const identifier = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    expect(text).toMatch(new RegExp(`^    '?${name}'?: ${identifier}$`, 'm'));
  }
  for (const name of Object.keys(template.outputs)) expect(text).toContain(`solution.outputs.${name}`);
});

test('the key stands in neither file', () => {
  expect(textOf('dist/main.bicep')).toContain("@secure()\nparam apiKey string = ''");
  expect(textOf('dist/main.bicepparam')).toContain(
    `param apiKey = readEnvironmentVariable('${keyVariable}', '')`,
  );
});

test('texts are quoted', () => {
  const parameters = { a: { type: 'string', defaultValue: "it's ${x} \\ [y]" } } as const;
  const [main] = bicepFiles({ ...template, parameters, outputs: {} }, 'N');
  expect(Buffer.from(main?.bytes ?? []).toString()).toContain("param a string = 'it\\'s \\${x} \\\\ [y]'");
});

const cli = findBicep() ?? '';

describe.skipIf(cli === '')(`built by Bicep (${bicepMissing})`, { timeout: 60_000 }, () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'main-bicep-'));
    for (const { path, bytes } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    cpSync('mainTemplate.json', join(folder, 'mainTemplate.json'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function bicep(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
    const env = { ...process.env, ...runtimeSettings, ...environment };
    const { status, stdout, stderr } = spawnSync(cli, args, { encoding: 'utf8', env, cwd: folder });
    return { status, stdout, stderr };
  }

  test('main.bicep holds the template as it is, without a warning', () => {
    const { status, stdout, stderr } = bicep(['build', 'dist/main.bicep', '--stdout']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const built = JSON.parse(stdout) as ArmTemplate;
    const module = built.resources.find(({ name }) => name === 'onepassword-solution');
    expect(module?.['properties']).toMatchObject({ template });
    expect(built.parameters['apiKey']?.type).toBe('securestring');
  });

  test('main.bicepparam gives the defaults, and the key from the environment', () => {
    const { status, stdout, stderr } = bicep(['build-params', 'dist/main.bicepparam', '--stdout'], {
      [keyVariable]: 'head.payload.signature',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { parametersJson } = JSON.parse(stdout) as { readonly parametersJson: string };
    const { parameters } = JSON.parse(parametersJson) as {
      readonly parameters: Readonly<Record<string, { readonly value: unknown }>>;
    };
    expect(parameters['apiKey']?.value).toBe('head.payload.signature');
    expect(parameters['enabledRules']?.value).toEqual([]);
    expect(parameters['initialLookbackHours']?.value).toBe(24);
  });
});
