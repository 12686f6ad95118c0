/**
 * Binds queries with the functions of Microsoft's library alone; plain JavaScript, so that it runs in a thread
 * where nothing else is loaded.
 */

/**
 * Against the own table, and says what came of it: columns with their types, and findings.
 * @param {any} language `Kusto.Language`, with its runtime replaced or without
 * @param {string} columns `['name']:type`, with commas between
 * @returns {(query: string) => unknown}
 */
export function openBinder({ GlobalState, KustoCode, Symbols }, columns) {
  const table = Symbols.TableSymbol.From(`(${columns})`).WithName('OnePasswordEventLogs_CL');
  const globals = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor('workspace', [table]));
  return (query) => {
    const code = KustoCode.ParseAndAnalyze(query, globals);
    const { Columns } = code.ResultType ?? {};
    return {
      columns: Columns ? toArray(Columns, String) : undefined,
      findings: toArray(code.GetDiagnostics(), ({ Code, Start, Length, Message }) => [
        Code,
        Start,
        Length,
        Message,
      ]),
    };
  };
}

function toArray(list, show) {
  return Array.from({ length: list.Count }, (_, i) => show(list.getItem(i)));
}
