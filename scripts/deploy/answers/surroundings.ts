import type { Output } from '../../commands/command.ts';
import { publicEndpoint, type AzureOptions } from '../azure/azure.ts';
import { endpointVariable } from './options.ts';
import type { Questions } from './questions.ts';
import { terminalQuestions } from './terminal-questions.ts';

/** What a command of these finds around it. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly output: Output;
  /** Absent where nobody can answer. */
  readonly questions?: Questions;
  /** Standard input of this process where absent. */
  readonly input?: AsyncIterable<Uint8Array>;
  /** Absent where no lines can be redrawn. */
  readonly terminal?: NodeJS.WriteStream;
  /** The way to Azure; where absent, the environment's address and the sign-in of `@azure/identity`. */
  readonly access?: Access;
}

export type Access = Omit<AzureOptions, 'subscriptionId'>;

/** Those of this process. Nobody is asked on a build server, or where a stream is no terminal. */
export function surroundingsOf(output: Output): Surroundings {
  const { env, stdin, stderr } = process;
  const isWatched = stderr.isTTY && !env['CI'];
  return {
    env,
    output,
    ...(isWatched && stdin.isTTY ? { questions: terminalQuestions() } : {}),
    ...(isWatched ? { terminal: stderr } : {}),
  };
}

/** Signs in. Throws `SignInFault` where nobody is signed in. */
export async function accessOf({ env, access }: Surroundings): Promise<Access> {
  if (access) return access;
  const endpoint = (env[endpointVariable] || publicEndpoint).replace(/\/+$/, '');
  const { signIn } = await import('../azure/credential.ts');
  return { credential: await signIn(endpoint), endpoint };
}
