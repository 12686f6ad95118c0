/** For tests of `deploy`: a stand-in, a key, and what the command says. */
import { afterAll, afterEach, beforeEach } from 'vitest';
import type { EventsApi, HttpAnswer, HttpResult } from '../../functions/src/ports.ts';
import type { ExitCode, OptionValues } from '../../scripts/commands/command.ts';
import { deploy, type DeployVariation } from '../../scripts/deploy/deploy.ts';
import type { Questions } from '../../scripts/deploy/answers/questions.ts';
import type { AzureStandIn, AzureStandInOptions } from '../support/azure/stand-in.ts';
import { startAzureStandIn } from '../support/azure/start.ts';
import { makeTestFolder, type TestFolder } from './test-folder.ts';

/** In no output and in no answer. */
export const canary = 'c4n4ryc4n4ryc4n4ryc4n4ry';

/** A key for a host; its signature is the canary. */
export function keyFor(host: string, claims: object = {}): string {
  const parts = [
    { alg: 'ES256', kid: 'key-of-tests' },
    { aud: [host], ...claims },
  ];
  const encoded = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  return `${encoded.join('.')}.${canary}`;
}

export const goodKey = keyFor('events.1password.com');

/** An Events API that gives these answers to introspections, the last one for ever. */
export function eventsApi(
  ...answers: readonly Partial<HttpAnswer>[]
): EventsApi & { readonly asked: string[] } {
  const asked: string[] = [];
  const accepted = { status: 200, headers: {}, body: JSON.stringify(introspection) };
  return {
    asked,
    introspect(token) {
      asked.push(token);
      const answer = answers[Math.min(asked.length, answers.length) - 1] ?? {};
      return Promise.resolve({ ...accepted, ...answer } as HttpResult);
    },
    poll: () => Promise.reject(new Error('nobody polls')),
  };
}

const introspection = {
  uuid: 'INTEGRATION',
  issued_at: '2026-01-01T00:00:00Z',
  features: ['auditevents', 'itemusages', 'signinattempts'],
};

export interface Said {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

export interface DeployStage {
  readonly standIn: AzureStandIn;
  /** Runs the command. Without `questions` nobody can be asked. */
  run(values: OptionValues, others?: DeployVariation & { readonly questions?: Questions }): Promise<Said>;
  stop(): Promise<void>;
}

export async function startDeployStage(options: AzureStandInOptions = {}): Promise<DeployStage> {
  const standIn = await startAzureStandIn(options);
  const target = {
    subscription: standIn.subscriptionId,
    'resource-group': standIn.resourceGroup,
    workspace: standIn.workspace,
  };
  return {
    standIn,
    stop: () => standIn.stop(),
    async run(values, { questions, ...variation } = {}) {
      const [out, err]: [string[], string[]] = [[], []];
      const surroundings = {
        env: {},
        output: { out: (text: string) => void out.push(text), err: (text: string) => void err.push(text) },
        access: { ...standIn, retryDelay: 1 },
        ...(questions ? { questions } : {}),
      };
      const usual = { wait: () => 0, judging: { apiAt: () => eventsApi() } };
      const code = await deploy({ ...target, root: '.', region: 'auto', ...values }, surroundings, {
        ...usual,
        ...variation,
      });
      return { code, out: out.join('\n'), err: err.join('\n') };
    },
  };
}

/** For a file of tests: a stage of its own for each of them, and for all of them a folder with a key. */
export function useDeployStage(key: string = goodKey): {
  readonly folder: TestFolder;
  readonly keyFile: string;
  readonly here: { readonly stage: DeployStage };
} {
  const folder = makeTestFolder();
  let stage: DeployStage | undefined;
  beforeEach(async () => {
    stage = await startDeployStage();
  });
  afterEach(() => stage?.stop());
  afterAll(() => folder.remove());
  const here = {
    get stage() {
      if (!stage) throw new Error('no test is on');
      return stage;
    },
  };
  return { folder, keyFile: folder.put('key.txt', key), here };
}
