import type { ExitCode, OptionValues } from '../../commands/command.ts';
import { openTarget } from '../answers/open-target.ts';
import type { Surroundings } from '../answers/surroundings.ts';
import { runAzureCommand } from '../outcome/run-azure-command.ts';
import { readTemplate } from '../status/read-template.ts';
import { findDrift } from './drift.ts';
import { describeDrift, driftJson } from './report.ts';

/** The command `drift`: looks, tells, and with `--fail` says by its exit code whether something differs. */
export function runDrift(values: OptionValues, surroundings: Surroundings): Promise<ExitCode> {
  const { output } = surroundings;
  return runAzureCommand({ name: 'drift' }, values, surroundings, async () => {
    const template = readTemplate(String(values['root']));
    const { azure, target } = await openTarget(values, surroundings);
    output.err(`Comparing ${target.workspace} with the bundle ...`);
    const found = await findDrift(azure, target, template);
    output.out(
      values['json'] === true
        ? JSON.stringify(
            { schemaVersion: 1, command: 'drift', ...driftJson(found, target.workspace) },
            null,
            2,
          )
        : describeDrift(found, target.workspace),
    );
    return values['fail'] === true && found.differences.length > 0 ? 1 : 0;
  });
}
