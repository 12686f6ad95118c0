import type { Command, ExitCode, OptionValues } from '../../commands/command.ts';
import { Declined, UsageFault } from '../answers/questions.ts';
import type { Surroundings } from '../answers/surroundings.ts';
import { SignInFault } from '../azure/credential.ts';
import { AzureFault } from '../azure/azure-fault.ts';
import { faultJson, faultText } from './fault-text.ts';
import { StepFault } from './step.ts';

/**
 * Runs a command and tells what stops it: wrong usage (exit code 2), no sign-in, a refusal of Azure or of the
 * person (1). With `--json` that is the one document. Faults of the toolchain itself pass.
 */
export async function runAzureCommand(
  { name }: Pick<Command, 'name'>,
  values: OptionValues,
  { output }: Surroundings,
  work: () => Promise<ExitCode>,
): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UsageFault) {
      output.err(`${name}: ${error.message}.\nSee: npm run ${name} -- --help`);
      return 2;
    }
    const stopped = stopOf(error);
    if (!stopped) throw error;
    output.err(`${name}: ${stopped.text}`);
    if (values['json'] === true) {
      output.out(JSON.stringify({ schemaVersion: 1, command: name, ok: false, ...stopped.json }, null, 2));
    }
    return 1;
  }
}

interface Stop {
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
}

function stopOf(error: unknown): Stop | undefined {
  if (error instanceof Declined) return { text: error.message, json: { outcome: 'declined' } };
  if (error instanceof SignInFault) {
    const told = { code: 'SignInRequired', message: error.message };
    return { text: error.message, json: { outcome: 'failed', error: told } };
  }
  if (error instanceof AzureFault) return stopOf(new StepFault('reach Azure', error));
  if (!(error instanceof StepFault)) return undefined;
  return { text: faultText(error), json: { outcome: 'failed', error: faultJson(error) } };
}
