import { describe, expect, test } from 'vitest';
import { cacheFolder } from '../../scripts/commands/stages.ts';
import { loadSources } from '../../scripts/load/sources.ts';
import { runScenario } from '../../scripts/scenarios/run-scenario.ts';
import { variants } from '../../scripts/scenarios/scenario.ts';
import { loadSuite, suiteFrame } from '../../scripts/scenarios/suite.ts';
import { projectRoot } from '../../scripts/testing/project.ts';
import { selectValid } from '../../scripts/validate/sources.ts';

const fail = (found: { readonly message: string }): never => {
  throw new TypeError(found.message);
};
const { table, ...sources } = selectValid(loadSources(projectRoot, fail), fail);
if (!table) throw new TypeError('solution/table.yaml is not there');
const frame = suiteFrame({ ...sources, table: table.value }, cacheFolder);

describe.each(sources.rules.map((rule) => loadSuite(rule, frame)))('$name', (suite) => {
  test('has scenarios that are in order', () => {
    expect(suite.findings.map(({ message, location }) => `${location.line}: ${message}`)).toEqual([]);
    expect(suite.scenarios).not.toEqual([]);
  });

  const { prepared } = suite;
  if (!prepared) return;
  const executions = suite.scenarios.flatMap((scenario) =>
    variants.map((variant) => ({ scenario, variant })),
  );
  test.each(executions)('$scenario.name [log_source $variant]', ({ scenario, variant }) => {
    const { failures } = runScenario(prepared, scenario, variant);
    expect(failures.map(({ place, message }) => `${place.file}:${place.line} ${message}`)).toEqual([]);
  });
});
