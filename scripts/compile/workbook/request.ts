import type { ManagementRequest } from '../../model/workbook.ts';

/**
 * The text that stands in place of a query where an item reads Azure's management interface. Source:
 * exports of workbooks with the data source "Azure Resource Manager" and the result format JSON Path.
 */
export function requestText({ path, version, rows, columns }: ManagementRequest): string {
  return JSON.stringify({
    version: 'ARMEndpoint/1.0',
    data: null,
    headers: [],
    method: 'GET',
    path,
    urlParams: [{ key: 'api-version', value: version }],
    batchDisabled: false,
    transformers: [
      {
        type: 'jsonpath',
        settings: {
          tablePath: rows,
          columns: Object.entries(columns).map(([columnid, from]) => ({ path: from, columnid })),
        },
      },
    ],
  });
}
