import type { Random } from './random.ts';

/** The object `client` of events, without the address. */
export interface Client {
  readonly app_name: string;
  readonly app_version: string;
  readonly platform_name: string;
  readonly platform_version: string;
  readonly os_name: string;
  readonly os_version: string;
}

export interface Device {
  /** 26 characters, lower case. */
  readonly uuid: string;
  readonly client: Client;
  /** Notes uses of items by itself and reports them later. */
  readonly isNative: boolean;
}

type Model = readonly [
  app: string,
  version: string,
  platform: string,
  model: string,
  os: string,
  osVersion: string,
];

// A native application names the device as its platform; `{name}` stands for its owner.
const computers: readonly Model[] = [
  ['1Password for Mac', '81055002', '{name} MacBook Pro', 'MacBookPro18,3', 'MacOSX', '15.1'],
  ['1Password for Windows', '81048028', 'DESKTOP-{name}', 'AMD64', 'Windows', '10.0.26100'],
  ['1Password for Linux', '81048021', '{name}-thinkpad', 'x86_64', 'Linux', '6.11.0'],
];
const phones: readonly Model[] = [
  ['1Password for iOS', '81052004', '{name} iPhone', 'iPhone15,2', 'iOS', '18.1'],
  ['1Password for Android', '81050013', 'Pixel 9 {name}', 'Pixel 9', 'Android', '15'],
];
const browsers: readonly Model[] = [
  ['1Password Browser Extension', '20260', 'Chrome', '131.0.6778.86', 'MacOSX', '15.1'],
  ['1Password Browser Extension', '20260', 'Firefox', '133.0', 'Windows', '10.0'],
  ['1Password Extension', '20127', 'Edge', '131.0.2903.63', 'Windows', '10.0'],
  ['1Password for Web', '1991', 'Safari', '18.1', 'MacOSX', '15.1'],
];
const services = {
  bridge: ['1Password SCIM Bridge', '2.9.10', 'op-scim-bridge-7d9f8b', 'amd64', 'Linux', ''],
  commandLine: ['1Password CLI', '2.30.3', 'ci-runner-12', 'x86_64', 'Linux', '5.15.0'],
  library: ['1Password SDK', '0.1.5', 'deploy-bot', 'arm64', 'Linux', ''],
} satisfies Record<string, Model>;

export type ServiceKind = keyof typeof services;

/** Devices of a person: a computer and a browser, mostly a phone, sometimes the command line. */
export function devicesOf(owner: string, random: Random): readonly Device[] {
  const models = [
    [random.pick(computers), true],
    [random.pick(browsers), false],
    ...(random.chance(0.8) ? [[random.pick(phones), true] as const] : []),
    ...(random.chance(0.1) ? [[services.commandLine as Model, false] as const] : []),
  ] as const;
  return models.map(([model, isNative]) => device(model, owner, isNative, random));
}

export function serviceDevice(kind: ServiceKind, random: Random): Device {
  return device(services[kind], '', false, random);
}

function device(model: Model, owner: string, isNative: boolean, random: Random): Device {
  const [app_name, app_version, platform, platform_version, os_name, os_version] = model;
  const platform_name = platform.replace('{name}', owner);
  const client = { app_name, app_version, platform_name, platform_version, os_name, os_version };
  return { uuid: random.id().toLowerCase(), client, isNative };
}
