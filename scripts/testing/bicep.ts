/**
 * For tests: Microsoft's Bicep CLI as a second opinion on templates. It evaluates expressions without
 * Azure and knows the properties of every resource type.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { ArmTemplate, Json, JsonObject } from '../model/arm.ts';
import { BicepProcess, runtimeSettings } from './bicep-process.ts';

export interface PredictedResource {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly apiVersion: string;
  readonly [key: string]: Json | undefined;
}

export interface Snapshot {
  readonly predictedResources: readonly PredictedResource[];
  readonly diagnostics: readonly Json[];
  /** Values, or expressions where only a deployment knows the value. */
  readonly outputs?: JsonObject;
}

/** Where the deployment is imagined; the values are arbitrary. */
const scope = {
  tenantId: '00000000-5555-6666-7777-888888888888',
  subscriptionId: '00000000-1111-2222-3333-444444444444',
  resourceGroup: 'example-group',
  location: 'westeurope',
  deploymentName: 'main',
};

/** Path of the CLI: the environment variable BICEP_CLI, else `bicep` of the PATH or of the Azure CLI's folder. */
export function findBicep(environment = process.env): string | undefined {
  const named = environment['BICEP_CLI'];
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const names = process.platform === 'win32' ? ['bicep.exe'] : ['bicep'];
  const candidates = [...folders, join(homedir(), '.bicep')].flatMap((f) =>
    names.map((name) => join(f, name)),
  );
  return [...(named === undefined ? [] : [named]), ...candidates].find((path) => existsSync(path));
}

/** Why tests that need the CLI are skipped; the title of such a test. */
export const bicepMissing = 'needs the Bicep CLI: set BICEP_CLI to its path, or install it';

/**
 * The resources that a deployment with these parameters would make. What depends on a secret or on a
 * resource stays an expression. Throws with the CLI's own words where the template cannot be evaluated.
 */
export function takeSnapshot(cli: string, template: ArmTemplate, values: JsonObject): Promise<Snapshot> {
  return inFolder(async (folder) => {
    // Parameter files name identifiers only: other parameters get their value as a default.
    const parameters = Object.entries(template.parameters).map(([name, parameter]) => [
      name,
      name in values && !isIdentifier(name) ? { ...parameter, defaultValue: values[name] } : parameter,
    ]);
    const copy = { ...template, parameters: Object.fromEntries(parameters) as JsonObject };
    const assignments = Object.entries(values)
      .filter(([name]) => isIdentifier(name))
      .map(([name, value]) => `param ${name} = ${bicepLiteral(value)}\n`);
    const path = join(folder, 'main.bicepparam');
    writeFileSync(join(folder, 'main.json'), JSON.stringify(copy));
    writeFileSync(path, `using './main.json'\n${assignments.join('')}`);
    const question = { path, metadata: scope, externalInputs: [] };
    const { snapshot } = (await processOf(cli).ask('bicep/getSnapshot', question)) as { snapshot: string };
    return JSON.parse(snapshot) as Snapshot;
  });
}

const processes = new Map<string, BicepProcess>();

/** One for all who ask in this process. */
function processOf(cli: string): BicepProcess {
  const running = processes.get(cli) ?? new BicepProcess(cli);
  processes.set(cli, running);
  return running;
}

export interface TypeFinding {
  readonly code: string;
  readonly message: string;
  /** Type and version of the resource that it is about, as in `Microsoft.Web/sites@2025-03-01`. */
  readonly resource: string;
}

// Codes of Bicep about resource types: missing, mistyped, unknown, read-only and restricted properties,
// types or api versions that do not exist, and types that cannot be deployed. Others speak of the Bicep
// text made on the way.
const typeCodes = /^BCP0(?:35|36|37|38|73|81|88|89)$|^BCP(?:187|245)$/;

const compilerLine = /^(.*)\((\d+),\d+\) : (?:Error|Warning) (BCP\d+): (.*?)(?: \[https:.*)?$/;

/**
 * What the published types of Azure say against the resources of a template and of its nested
 * deployments. Types with `/providers/` inside are not looked up. The template is turned into Bicep for
 * this; throws where that is not possible.
 */
export function findTypeErrors(cli: string, template: JsonObject): Promise<readonly TypeFinding[]> {
  return inFolder((folder) => {
    writeFileSync(join(folder, 'main.json'), JSON.stringify(template));
    // Ends with 1 where the Bicep text has errors, which are then those that we look for.
    const { stderr } = run(cli, ['decompile', join(folder, 'main.json'), '--force'], [0, 1]);
    if (!existsSync(join(folder, 'main.bicep'))) throw new Error(stderr);
    return stderr
      .split('\n')
      .flatMap((line) => {
        const [, file, number, code = '', message = ''] = compilerLine.exec(line) ?? [];
        return file === undefined ? [] : [{ code, message, resource: resourceAt(file, Number(number)) }];
      })
      .filter(({ code }) => typeCodes.test(code));
  });
}

/** The resource of a Bicep file whose declaration is the last one up to this line. */
function resourceAt(file: string, line: number): string {
  const text = readFileSync(file, 'utf8').split('\n').slice(0, line).join('\n');
  return [...text.matchAll(/^resource \S+ '([^']+)'/gm)].at(-1)?.[1] ?? '';
}

function isIdentifier(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name);
}

function bicepLiteral(value: Json): string {
  if (typeof value !== 'string') return `json(${quote(JSON.stringify(value))})`;
  return quote(value);
}

function quote(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('${', '\\${');
  return `'${escaped.replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`;
}

function run(cli: string, args: readonly string[], accepted: readonly number[] = [0]) {
  const result = spawnSync(cli, args, { encoding: 'utf8', env: { ...process.env, ...runtimeSettings } });
  if (result.error) throw result.error;
  if (!accepted.includes(result.status ?? -1)) {
    throw new Error(`bicep ${args[0]} ended with ${result.status}: ${result.stderr}${result.stdout}`);
  }
  return result;
}

async function inFolder<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bicep-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
