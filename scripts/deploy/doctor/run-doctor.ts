import { readApiKey } from '../answers/api-key.ts';
import { openTarget } from '../answers/open-target.ts';
import type { Surroundings } from '../answers/surroundings.ts';
import { diagnoseChain } from './diagnose.ts';
import { doctorText } from './doctor-text.ts';
import { linkTitles } from './finding.ts';
import { examine, type Examination } from './patient.ts';
import { answerQuestions } from './questions.ts';
import { fingerprintOf } from '../key/judge-key.ts';
import { runAzureCommand } from '../outcome/run-azure-command.ts';
import { contentsOf } from '../status/bundle-contents.ts';
import { readTemplate } from '../status/read-template.ts';
import type { ExitCode, OptionValues } from '../../commands/command.ts';

const command = { name: 'doctor' };

export interface DoctorOptions {
  /** ms */
  readonly now?: number;
  readonly judging?: Examination['judging'];
}

export function runDoctor(
  values: OptionValues,
  surroundings: Surroundings,
  { now = Date.now(), judging }: DoctorOptions = {},
): Promise<ExitCode> {
  return runAzureCommand(command, values, surroundings, async () => {
    const { output, env } = surroundings;
    const template = readTemplate(String(values['root'] ?? '.'));
    // A key is checked where one is given, and not asked for.
    const value = await readApiKey(values, { output, env });
    const { azure, target } = await openTarget(values, surroundings);
    const patient = await examine({
      azure,
      target,
      now,
      contents: contentsOf(template, target),
      key: value === undefined ? undefined : { value, fingerprint: fingerprintOf(value) },
      judging: judging ?? { allowsOthers: env['ALLOW_CUSTOM_API_ENDPOINT'] === 'true' },
    });
    const findings = await diagnoseChain(patient, (link) => output.err(`${linkTitles[link]} ...`));
    const answers = answerQuestions(patient, findings);
    const cause = findings.find(({ state }) => state === 'broken');
    const ok = cause === undefined;
    output.out(
      values['json'] === true
        ? JSON.stringify(
            {
              schemaVersion: 1,
              command: command.name,
              ok,
              broken: cause?.link ?? null,
              links: findings,
              answers,
            },
            null,
            2,
          )
        : doctorText(findings, answers, output.hasColors ?? false),
    );
    return ok ? 0 : 1;
  });
}
