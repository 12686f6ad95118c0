import type { ScalarType, Value } from '../../values/scalar.ts';
import { schemaOf, type OperatorPlanner } from '../planning.ts';

/** Names of the types in .NET. Source: Kusto reference, "Scalar data types". */
const runtimeTypes: Readonly<Record<ScalarType, string>> = {
  bool: 'System.SByte',
  datetime: 'System.DateTime',
  decimal: 'System.Data.SqlTypes.SqlDecimal',
  dynamic: 'System.Object',
  guid: 'System.Guid',
  int: 'System.Int32',
  long: 'System.Int64',
  real: 'System.Double',
  string: 'System.String',
  timespan: 'System.TimeSpan',
};

/** A row for each column of the input; its data do not matter. */
export const planGetSchema: OperatorPlanner = (node, input) => {
  const schema = schemaOf(node);
  const rows = input.schema.map(({ name, type }, i): readonly Value[] => [name, i, runtimeTypes[type], type]);
  const cells = rows.flatMap((row) =>
    row.map(
      (value, i) => ({ kind: 'literal', type: schema[i]?.type ?? 'string', value, place: node }) as const,
    ),
  );
  return { op: 'datatable', schema, cells, place: node };
};
