import { setTimeout as pause } from 'node:timers/promises';
import { openTarget, type OpenedTarget } from '../answers/open-target.ts';
import { UsageFault } from '../answers/questions.ts';
import type { Surroundings } from '../answers/surroundings.ts';
import { runAzureCommand } from '../outcome/run-azure-command.ts';
import { contentsOf, type BundleContents } from './bundle-contents.ts';
import { readTemplate } from './read-template.ts';
import { collectStatus, isInstalled } from './status-facts.ts';
import { statusText } from './status-text.ts';
import type { ExitCode, OptionValues, Output } from '../../commands/command.ts';

const command = { name: 'status' };

/** `ended` ends a watch, and is Ctrl-C where absent. */
export function showStatus(
  values: OptionValues,
  surroundings: Surroundings,
  { now = Date.now, ended }: { readonly now?: () => number; readonly ended?: AbortSignal } = {},
): Promise<ExitCode> {
  return runAzureCommand(command, values, surroundings, async () => {
    const { output } = surroundings;
    const seconds = Number(values['interval'] ?? 30);
    const isWatched = values['watch'] === true;
    if (isWatched && values['json'] === true)
      throw new UsageFault('prints one document with --json, --watch many');
    if (!(seconds >= 1)) throw new UsageFault('wants at least one second for --interval');
    const template = readTemplate(String(values['root'] ?? '.'));
    const opened = await openTarget(values, surroundings);
    const contents = contentsOf(template, opened.target);
    const look = (): Promise<ExitCode> => showOnce(opened, contents, { values, output, now });
    if (!isWatched) return look();
    const end = ended ?? interrupted();
    for (;;) {
      // What was there before stays above, so that changes can be seen.
      output.out(`${new Date(now()).toISOString()}\n`);
      // A refusal now may be none at the next look.
      await runAzureCommand(command, values, surroundings, look);
      output.out('');
      if (await isOver(seconds, end)) return 0;
    }
  });
}

async function showOnce(
  { azure, target }: OpenedTarget,
  contents: BundleContents,
  {
    values,
    output,
    now,
  }: { readonly values: OptionValues; readonly output: Output; readonly now: () => number },
): Promise<ExitCode> {
  const facts = await collectStatus(azure, target, contents);
  const ok = isInstalled(facts);
  output.out(
    values['json'] === true
      ? JSON.stringify({ schemaVersion: 1, command: command.name, ok, ...facts }, null, 2)
      : await statusText(facts, { now: now(), hasColors: output.hasColors ?? false }),
  );
  return ok ? 0 : 1;
}

async function isOver(seconds: number, ended: AbortSignal): Promise<boolean> {
  try {
    await pause(seconds * 1_000, undefined, { signal: ended });
    return false;
  } catch {
    return true;
  }
}

function interrupted(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  return controller.signal;
}
