import { formProblem, readApiKey } from '../answers/api-key.ts';
import { consent, expectConsent } from '../answers/consent.ts';
import { openTarget } from '../answers/open-target.ts';
import { textOf } from '../answers/options.ts';
import { UsageFault } from '../answers/questions.ts';
import type { Surroundings } from '../answers/surroundings.ts';
import { fingerprintOf, judgeKey, type GoodKey, type JudgeOptions } from './judge-key.ts';
import {
  findKeyHolder,
  NoKeyHolder,
  restartApp,
  saveKey,
  waitForRun,
  type KeyHolder,
  type Patience,
} from './rotation.ts';
import { runAzureCommand } from '../outcome/run-azure-command.ts';
import { settingOf } from '../status/app-facts.ts';
import type { ExitCode, OptionValues, Output } from '../../commands/command.ts';

const command = { name: 'rotate-key' };

export interface ExchangeOptions {
  readonly judging?: Omit<JudgeOptions, 'endpoint'>;
  readonly patience?: Partial<Patience>;
}

export function exchangeKey(
  values: OptionValues,
  surroundings: Surroundings,
  { judging, patience = {} }: ExchangeOptions = {},
): Promise<ExitCode> {
  return runAzureCommand(command, values, surroundings, async () => {
    const { output, env } = surroundings;
    expectConsent(values, surroundings);
    const minutes = Number(values['timeout'] ?? 20);
    if (!(minutes > 0)) throw new UsageFault('wants more than 0 minutes for --timeout');
    const key = await readNewKey(values, surroundings);
    const { azure, target } = await openTarget(values, surroundings);
    const tell = new Telling(values, output);
    try {
      const holder = await findKeyHolder(azure, target, textOf(values, 'installation'));
      const endpoint = settingOf(holder.app, 'apiEndpoint') ?? '';
      output.err(`Asking ${endpoint} about the new API key ...`);
      const allowsOthers = env['ALLOW_CUSTOM_API_ENDPOINT'] === 'true';
      const judgement = await judgeKey(key, { allowsOthers, ...judging, endpoint });
      if (judgement.kind !== 'good') return tell.refused(judgement.diagnosis);
      for (const line of describe(holder, judgement)) output.err(line);
      await consent(values, surroundings, `Give ${holder.app.name} this key?`);
      const since = (patience.now ?? Date.now)();
      await saveKey(azure, holder, key);
      output.err(`Saved as a new version of the secret in ${holder.vault}.`);
      await restartApp(azure, holder);
      output.err(`Restarted ${holder.app.name}.`);
      if (values['wait'] === false) return tell.saved(holder);
      output.err(`Waiting up to ${minutes} minutes for a run with the new key ...`);
      const run = await waitForRun(azure, target, fingerprintOf(key), {
        since,
        timeoutMs: minutes * 60_000,
        intervalMs: 15_000,
        onOlder: ({ at }) => output.err(`The run of ${at} still used another key.`),
        ...patience,
      });
      return run ? tell.used(holder, run) : tell.unheard(holder, minutes);
    } catch (error) {
      if (!(error instanceof NoKeyHolder)) throw error;
      return tell.refused({ code: null, message: `${error.message} ${error.remedy}` });
    }
  });
}

async function readNewKey(values: OptionValues, surroundings: Surroundings): Promise<string> {
  const { questions, ...unasked } = surroundings;
  const given = await readApiKey(values, unasked);
  if (given !== undefined) return given;
  if (!questions) throw new UsageFault('wants --api-key-file: nobody can be asked for the key here');
  return (await questions.secret('New API key (not shown)', (value) => formProblem(value.trim()))).trim();
}

function describe({ app, vault }: KeyHolder, { endpoint, features, missing }: GoodKey): readonly string[] {
  return [
    `1Password lets the key in at ${endpoint}: ${features.join(', ')}.`,
    ...(missing.length === 0
      ? []
      : [`Warning: it does not grant ${missing.join(', ')}; these will no longer be collected.`]),
    `It becomes a new version of the secret in the key vault ${vault}; ${app.name} is restarted.`,
  ];
}

interface Used {
  readonly at: string;
  readonly outcome: string;
  readonly diagnosis: { readonly code: string; readonly message: string } | null;
}

/** How it ended, as a sentence or as the one document. */
class Telling {
  readonly #isJson: boolean;
  readonly #output: Output;

  constructor(values: OptionValues, output: Output) {
    this.#isJson = values['json'] === true;
    this.#output = output;
  }

  refused(diagnosis: { readonly code: string | null; readonly message: string }): ExitCode {
    return this.#end(1, { outcome: 'refused', diagnosis }, `${diagnosis.message}\nNothing was changed.`);
  }

  saved({ app }: KeyHolder): ExitCode {
    const text = `The new key is saved. See with npm run status whether ${app.name} uses it.`;
    return this.#end(0, { outcome: 'saved', app: app.name }, text);
  }

  used({ app }: KeyHolder, { at, outcome, diagnosis }: Used): ExitCode {
    const isGood = outcome !== 'failed';
    const told = diagnosis ? ` ${diagnosis.code}: ${diagnosis.message}` : '';
    const text = isGood
      ? `The run of ${at} used the new key: ${outcome}.${told} Now revoke the old key in 1Password.`
      : `The run of ${at} used the new key and failed.${told}`;
    return this.#end(
      isGood ? 0 : 1,
      { outcome: 'used', app: app.name, run: { at, outcome, diagnosis } },
      text,
    );
  }

  unheard({ app }: KeyHolder, minutes: number): ExitCode {
    const text = `The new key is saved, but no run has used it within ${minutes} minutes. Rows may be late: look again with npm run status, or ask npm run doctor. Keep the old key until then.`;
    return this.#end(1, { outcome: 'unheard', app: app.name }, text);
  }

  #end(code: ExitCode, result: Readonly<Record<string, unknown>>, text: string): ExitCode {
    const document = { schemaVersion: 1, command: command.name, ok: code === 0, ...result };
    if (this.#isJson) this.#output.out(JSON.stringify(document, null, 2));
    else if (code === 0) this.#output.out(text);
    else this.#output.err(`${command.name}: ${text}`);
    return code;
  }
}
