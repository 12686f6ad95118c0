import { unsupported } from '../../plan/kql-error.ts';
import { Column } from '../../table/column.ts';
import { tableOf } from '../../table/table.ts';
import { textOfValue } from '../../values/convert.ts';
import type { Runners } from '../runner.ts';

/** A row for each cell: its row's number, its column's name, its value as text. */
export const narrow: Runners['narrow'] = ({ input, schema, place }, running) => {
  const table = running.table(input);
  const unsure = table.schema.find(
    ({ type }) => type === 'datetime' || type === 'timespan' || type === 'dynamic',
  );
  if (unsure) throw unsupported(`narrow of a column of type ${unsure.type}`, place);
  const length = table.length * table.schema.length;
  const values = table.columns.map((column) => column.values());
  const width = table.schema.length;
  const cells = Array.from({ length }, (_, i) => {
    const column = i % width;
    const type = table.schema[column]?.type ?? 'string';
    return textOfValue(values[column]?.[Math.floor(i / width)] ?? null, type);
  });
  const columns = [
    Column.of(
      'long',
      Array.from({ length }, (_, i) => Math.floor(i / width)),
    ),
    Column.of(
      'string',
      Array.from({ length }, (_, i) => table.schema[i % width]?.name ?? ''),
    ),
    Column.of('string', cells),
  ];
  return tableOf(schema, columns, length);
};
