import type { OptionValues } from '../../commands/command.ts';
import { Declined, UsageFault } from './questions.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * To be called before any work but signing in: where nobody can agree later, `--yes` must be given. Throws
 * `UsageFault`.
 */
export function expectConsent(values: OptionValues, { questions }: Surroundings): void {
  if (values['yes'] === true || questions) return;
  throw new UsageFault('changes something in Azure and nobody can be asked here: give --yes');
}

/** Asks whether to go on, unless `--yes` says so. Throws `Declined`, or `UsageFault` where nobody can answer. */
export async function consent(
  values: OptionValues,
  surroundings: Surroundings,
  question: string,
): Promise<void> {
  expectConsent(values, surroundings);
  if (values['yes'] === true) return;
  if (!(await surroundings.questions?.confirm(question))) throw new Declined();
}
