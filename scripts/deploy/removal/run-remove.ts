import { consent, expectConsent } from '../answers/consent.ts';
import { openTarget } from '../answers/open-target.ts';
import type { Surroundings } from '../answers/surroundings.ts';
import { faultJson } from '../outcome/fault-text.ts';
import { runAzureCommand } from '../outcome/run-azure-command.ts';
import { StepFault } from '../outcome/step.ts';
import { takeInventory } from './inventory.ts';
import { kindTitles, type Item } from './item.ts';
import { failureText, removeItems, type Removed } from './remove-items.ts';
import { endText, inventoryText, vaultNotes } from './removal-text.ts';
import { contentsOf } from '../status/bundle-contents.ts';
import { readTemplate } from '../status/read-template.ts';
import type { ExitCode, OptionValues } from '../../commands/command.ts';

const command = { name: 'remove' };

export function runRemove(values: OptionValues, surroundings: Surroundings): Promise<ExitCode> {
  return runAzureCommand(command, values, surroundings, async () => {
    const { output } = surroundings;
    const isJson = values['json'] === true;
    const isListed = values['list'] === true;
    if (!isListed) expectConsent(values, surroundings);
    const template = readTemplate(String(values['root'] ?? '.'));
    const { azure, target } = await openTarget(values, surroundings);
    const withData = values['with-data'] === true;
    const inventory = await takeInventory(azure, target, contentsOf(template, target), { withData });
    const { removed, kept, others } = inventory;
    const told = { removed: removed.map(toJson), kept: kept.map(toJson), otherConnectors: others };
    if (removed.length === 0) {
      const table = kept.map(({ title }) => ` The table ${title} is kept; --with-data removes it.`).join('');
      output.out(isJson ? document({ ok: true, outcome: 'nothing', ...told }) : `Nothing to remove.${table}`);
      return 0;
    }
    const text = inventoryText(inventory, target, isListed && !isJson && (output.hasColors ?? false));
    if (isListed) {
      output.out(isJson ? document({ ok: true, outcome: 'listed', ...told }) : text);
      return 0;
    }
    output.err(text);
    await consent(
      values,
      surroundings,
      withData ? 'Remove all of it, with the events?' : 'Remove all of it?',
    );
    const results = await removeItems(azure, removed, (one) => output.err(progressOf(one)));
    const ok = results.every(({ result }) => result !== 'failed');
    output.out(
      isJson
        ? document({
            ok,
            outcome: ok ? 'removed' : 'incomplete',
            ...told,
            removed: results.map(resultJson),
            notes: vaultNotes(results),
          })
        : endText(results, inventory),
    );
    return ok ? 0 : 1;
  });
}

function document(result: object): string {
  return JSON.stringify({ schemaVersion: 1, command: command.name, ...result }, null, 2);
}

function progressOf(removed: Removed): string {
  const { item, result } = removed;
  if (result === 'failed') return `remove: ${failureText(removed)}`;
  return `${result === 'removed' ? 'Removed' : 'Gone already'}: ${kindTitles[item.kind]} ${item.title}`;
}

function toJson({ kind, id, title, note }: Item): object {
  return { kind, id, title, ...(note === undefined ? {} : { note }) };
}

function resultJson({ item, result, fault }: Removed): object {
  const error = fault && { error: faultJson(new StepFault(`remove ${item.title}`, fault)) };
  return { ...toJson(item), result, ...error };
}
