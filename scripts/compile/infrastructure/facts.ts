import type { Json, JsonObject } from '../../model/arm.ts';
import type { Facts, InfrastructureInput } from '../../model/infrastructure.ts';
import { streamColumns, type ColumnType, type TableFile } from '../../model/table.ts';

/** What `${name}` stands for: facts that are defined elsewhere in the solution. */
export function collectFacts({ table, regions, solution }: InfrastructureInput): Facts {
  const addresses = regions.map(({ host }) => `https://${host}`);
  return {
    tableName: table.name,
    tableColumns: tableColumns(table),
    streamName: table.stream,
    streamDeclarations: {
      [table.stream]: {
        columns: streamColumns(table).map(({ name, type }) => ({ name, type: streamTypes[type] })),
      },
    },
    outputStream: `Custom-${table.name}`,
    transformKql: compactTransform(table.transform),
    regionAddresses: addresses,
    defaultRegionAddress: addresses[0] ?? '',
    packageUri: `${solution.repository}/releases/download/v${solution.version}/connector.zip`,
  };
}

/** All of them, the platform's own too: the published solution's table is declared so, and is accepted. */
function tableColumns({ columns }: TableFile): JsonObject[] {
  return columns.map(({ name, type }) => ({ name, type: tableTypes[type] }));
}

// Azure's type definitions of workspaces/tables (columns[].type); a timespan has none.
const tableTypes: Readonly<Record<ColumnType, string>> = {
  string: 'string',
  int: 'int',
  long: 'long',
  real: 'real',
  bool: 'boolean',
  datetime: 'dateTime',
  timespan: 'string',
  dynamic: 'dynamic',
};

// Microsoft Learn, "Structure of a data collection rule": types of a stream's columns.
const streamTypes: Readonly<Record<ColumnType, string>> = { ...tableTypes, datetime: 'datetime' };

/** One line, unless a comment would then swallow what follows it. */
function compactTransform(kql: string): Json {
  const lines = kql
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.join(kql.includes('//') ? '\n' : ' ');
}
