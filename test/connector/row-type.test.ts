import { expect, test } from 'vitest';
import { rowType, rowTypeFile } from '../../scripts/connector/row-type.ts';
import { loadSources } from '../../scripts/load/sources.ts';
import { selectValid } from '../../scripts/validate/sources.ts';
import { root } from '../docs/project.ts';

test('the row type of the connector is that of the table', async () => {
  const { table } = selectValid(loadSources(root, fail), fail);
  if (!table) throw new Error('solution/table.yaml is missing');
  await expect(rowType(table.value)).toMatchFileSnapshot(`${root}/${rowTypeFile}`);
});

function fail(finding: object): never {
  throw new Error(JSON.stringify(finding));
}
