import type { Column, TableFile } from '../model/table.ts';
import { streamColumns } from '../model/table.ts';
import type { ColumnSchema } from './table/table.ts';

/** The tables and functions that a query can name, with their columns. */
export interface WorkspaceSchema {
  readonly tables: readonly { readonly name: string; readonly columns: readonly ColumnSchema[] }[];
  readonly functions: readonly {
    readonly name: string;
    readonly parameters: readonly ColumnSchema[];
    readonly columns: readonly ColumnSchema[];
  }[];
}

/** What rules, workbook and connector page can query: our table and the Microsoft Sentinel tables named here. */
export function workspaceSchema(table: TableFile, watchlistColumns: readonly string[]): WorkspaceSchema {
  return {
    tables: [{ name: table.name, columns: table.columns }, ...microsoftTables],
    functions: [
      {
        name: '_GetWatchlist',
        parameters: [{ name: 'watchlistAlias', type: 'string' }],
        columns: parse(
          `SearchKey:string _DTItemId:string _DTTimestamp:datetime LastUpdatedTimeUTC:datetime ${watchlistColumns
            .map((name) => `${name}:string`)
            .join(' ')}`,
        ),
      },
    ],
  };
}

/** What the transformation of a data collection rule can query: `source`, with the columns of the stream. */
export function transformSchema(table: TableFile): WorkspaceSchema {
  return { tables: [{ name: 'source', columns: streamColumns(table) }], functions: [] };
}

/**
 * Columns that the solution reads of Microsoft's own tables. Source: Azure Monitor Logs reference,
 * pages SecurityAlert, SecurityIncident, SentinelHealth and Usage.
 */
const microsoftTables = [
  {
    name: 'SecurityAlert',
    columns: parse(
      `TenantId:string TimeGenerated:datetime DisplayName:string AlertName:string AlertSeverity:string
      Description:string ProviderName:string VendorName:string VendorOriginalId:string SystemAlertId:string
      ResourceId:string SourceComputerId:string AlertType:string ConfidenceLevel:string ConfidenceScore:real
      IsIncident:bool StartTime:datetime EndTime:datetime ProcessingEndTime:datetime
      RemediationSteps:string ExtendedProperties:string Entities:string SourceSystem:string
      WorkspaceSubscriptionId:string WorkspaceResourceGroup:string ExtendedLinks:string
      ProductName:string ProductComponentName:string AlertLink:string Status:string
      CompromisedEntity:string Tactics:string Techniques:string SubTechniques:string Type:string`,
    ),
  },
  {
    name: 'SecurityIncident',
    columns: parse(
      `TenantId:string TimeGenerated:datetime IncidentName:string Title:string Description:string
      Severity:string Status:string Classification:string ClassificationComment:string
      ClassificationReason:string Owner:dynamic ProviderName:string ProviderIncidentId:string
      FirstActivityTime:datetime LastActivityTime:datetime FirstModifiedTime:datetime
      LastModifiedTime:datetime CreatedTime:datetime ClosedTime:datetime IncidentNumber:int
      RelatedAnalyticRuleIds:dynamic AlertIds:dynamic BookmarkIds:dynamic Comments:dynamic
      Tasks:dynamic Labels:dynamic IncidentUrl:string AdditionalData:dynamic ModifiedBy:string
      SourceSystem:string Type:string`,
    ),
  },
  {
    name: 'SentinelHealth',
    columns: parse(
      `TenantId:string TimeGenerated:datetime OperationName:string SentinelResourceId:string
      SentinelResourceName:string SentinelResourceKind:string SentinelResourceType:string
      Status:string Description:string Reason:string WorkspaceId:string RecordId:string
      ExtendedProperties:dynamic SourceSystem:string Type:string`,
    ),
  },
  {
    name: 'Usage',
    columns: parse(
      `TenantId:string TimeGenerated:datetime DataType:string Solution:string Quantity:real
      QuantityUnit:string IsBillable:bool StartTime:datetime EndTime:datetime ResourceUri:string
      MeterId:string LinkedResourceUri:string LinkedMeterId:string Computer:string Type:string
      SourceSystem:string`,
    ),
  },
];

function parse(text: string): Column[] {
  return text
    .trim()
    .split(/\s+/)
    .map((pair) => {
      const [name = '', type = ''] = pair.split(':');
      return { name, type: type as Column['type'] };
    });
}
