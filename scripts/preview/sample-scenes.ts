/** What pictures of a workbook show: its own queries, run over a sample workspace. */
import { createEngine } from '../kql/engine.ts';
import { KqlError } from '../kql/plan/kql-error.ts';
import type { JsonObject } from '../model/arm.ts';
import type { TableFile } from '../model/table.ts';
import { tabParameter } from '../model/workbook.ts';
import type { Result } from '../workbook-run/result.ts';
import { boundsOf } from '../workbook-run/time-range.ts';
import { notebookOpener, type OpenWorkbook } from '../workbook-run/workbook-run.ts';
import { sampleTime, sampleWorkspace } from './sample-workspace.ts';
import type { Scene } from './scene.ts';

/** As the workbook opens. */
const range = { last: 7 * 86_400_000 };

/** Makes the scene of a tab, by the value that shows it. What several tabs ask is bound once. */
export function sampleScenes(
  notebook: JsonObject,
  table: TableFile,
  cacheFolder: string,
): (tab: string) => Scene {
  const { schema, tables, person, address } = sampleWorkspace(table);
  const open = notebookOpener(notebook, createEngine(schema, cacheFolder));
  return (tab) => {
    // In the first tab nobody has clicked on a person yet.
    const clicks = tab === 'AllData' ? {} : { PickedPerson: person, PickedIp: address };
    const workbook = open({ tables, now: sampleTime, range, chosen: { ...clicks, [tabParameter]: tab } });
    const queries = new Set(workbook.shown);
    // A picture ends before its tab does, and is drawn in several colours.
    const answers = new Map<string, Result | undefined>();
    const answer = (name: string): Result | undefined => {
      if (!answers.has(name)) answers.set(name, queries.has(name) ? answerOf(workbook, name) : undefined);
      return answers.get(name);
    };
    const { values } = workbook;
    const chosen = workbook.fill('Person').rows.find(({ value }) => value === values['Person']);
    const labels = chosen === undefined ? {} : { Person: String(chosen['label']) };
    return { values, labels, bounds: boundsOf(range, sampleTime), answer };
  };
}

/** A query that the engine does not have everything for is shown with made-up numbers. */
function answerOf(workbook: OpenWorkbook, name: string): Result | undefined {
  try {
    return workbook.show(name);
  } catch (error) {
    if (!(error instanceof KqlError)) throw error;
    return undefined;
  }
}
