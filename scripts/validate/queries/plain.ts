import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { QueryAnalysis } from '../../kql/analyze.ts';
import { compose } from '../../kql/compose.ts';
import { transformSchema } from '../../kql/workspace-schema.ts';
import type { Path, YamlDocument } from '../../load/yaml.ts';
import { connectorQueries, type ConnectorPageFile } from '../../model/connector-page.ts';
import type { TableFile } from '../../model/table.ts';
import { queryDiagnostics } from './binding.ts';
import { locateIn, type BoundQuery, type QueryFrame } from './bound-query.ts';
import { checkQuery } from './query.ts';

type Bind = (query: string) => QueryAnalysis;

/** The queries of the connector's page: they stand in texts of their own, without fragments. */
export function checkConnectorQueries(
  page: YamlDocument<ConnectorPageFile>,
  frame: QueryFrame,
  bind: Bind,
): Diagnostic[] {
  return connectorQueries(page.value).flatMap(({ text, path }) =>
    checkQuery(bindPlain(page, path, text, bind), frame),
  );
}

/** The transformation of the data collection rule: it binds, and gives every column of the table its type. */
export function checkTransform(table: YamlDocument<TableFile>, bind: Bind): Diagnostic[] {
  const path = ['transform'];
  const { composed, analysis, locate } = bindPlain(table, path, table.value.transform, bind);
  const binding = queryDiagnostics(composed, analysis, locate, transformSchema(table.value));
  if (binding.length > 0) return binding;
  return table.value.columns.flatMap(({ name, type, source }) => {
    if (source === 'platform') return [];
    const found = analysis.columns.find((column) => column.name === name);
    if (found?.type === type) return [];
    const actual = found ? `as ${found.type}` : 'not at all';
    return [diagnostic('kql-transform-column', table.at(path, 'key'), { name, type, actual })];
  });
}

const noFragments: Parameters<typeof compose>[1] = new Map();

function bindPlain(document: YamlDocument, path: Path, text: string, bind: Bind): BoundQuery {
  const composed = compose(text, noFragments);
  const locate = locateIn(composed, (offset, length) => document.within(path, offset, length));
  return { composed, analysis: bind(composed.text), locate };
}
