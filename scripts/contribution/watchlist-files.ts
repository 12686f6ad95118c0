import type { OutputFile } from '../bundle/file.ts';
import { watchlistType } from '../compile/frame.ts';
import type { SolutionContents } from '../compile/solution.ts';
import type { ArmTemplate } from '../model/arm.ts';
import { standalone } from './standalone.ts';
import { documentFile } from './text-file.ts';

/** Each watchlist as a template of its own, from which the packager takes the resource. */
export function watchlistFiles(
  folder: string,
  watchlists: SolutionContents['watchlists'],
  mainTemplate: ArmTemplate,
): OutputFile[] {
  const resources = mainTemplate.resources.filter(({ type }) => type === watchlistType);
  return watchlists.map(({ definition }, index) => {
    const resource = resources[index];
    if (!resource) throw new TypeError(`The template has no watchlist ${definition.alias}.`);
    const { condition: _, ...evaluated } = resource;
    const template = standalone(mainTemplate, resource, evaluated as never, ['workspace']);
    return documentFile(`${folder}/Watchlists/${definition.alias}.json`, template);
  });
}
