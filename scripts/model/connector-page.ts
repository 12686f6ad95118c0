/** solution/connector-page.yaml: the page of the data connector, in the form of its resource (GenericUI). */
export interface ConnectorPageFile {
  readonly id: string;
  readonly title: string;
  readonly publisher: string;
  readonly version: string;
  readonly descriptionMarkdown: string;
  readonly graphQueries: readonly GraphQuery[];
  readonly sampleQueries: readonly { readonly description: string; readonly query: string }[];
  readonly dataTypes: readonly { readonly name: string; readonly lastDataReceivedQuery: string }[];
  readonly connectivityCriterias: readonly ConnectivityCriterion[];
  readonly availability: { readonly status: number; readonly isPreview: boolean };
  readonly permissions: ConnectorPermissions;
  readonly instructionSteps: readonly InstructionStep[];
}

interface GraphQuery {
  readonly metricName: string;
  readonly legend: string;
  readonly baseQuery: string;
}

interface ConnectivityCriterion {
  readonly type: 'IsConnectedQuery';
  readonly value: readonly string[];
}

export interface ConnectorPermissions {
  readonly resourceProvider: readonly ResourceProviderPermission[];
  readonly customs: readonly { readonly name: string; readonly description: string }[];
}

interface ResourceProviderPermission {
  readonly provider: string;
  readonly permissionsDisplayText: string;
  readonly providerDisplayName: string;
  readonly scope: string;
  readonly requiredPermissions: Readonly<Partial<Record<'read' | 'write' | 'delete' | 'action', boolean>>>;
}

interface InstructionStep {
  readonly title?: string;
  /** Markdown; `${deployLink}` stands for the address that opens the Custom deployment page. */
  readonly description: string;
}

/** A query of the page with the path of its text in the file. */
export interface ConnectorQuery {
  readonly text: string;
  readonly path: readonly (string | number)[];
}

/** Every query of the page, in the order of the file. */
export function connectorQueries(page: ConnectorPageFile): ConnectorQuery[] {
  return [
    ...page.graphQueries.map((query, i) => ({
      text: query.baseQuery,
      path: ['graphQueries', i, 'baseQuery'],
    })),
    ...page.sampleQueries.map(({ query }, i) => ({ text: query, path: ['sampleQueries', i, 'query'] })),
    ...page.dataTypes.map((type, i) => ({
      text: type.lastDataReceivedQuery,
      path: ['dataTypes', i, 'lastDataReceivedQuery'],
    })),
    ...page.connectivityCriterias.flatMap((criterion, i) =>
      criterion.value.map((text, j) => ({ text, path: ['connectivityCriterias', i, 'value', j] })),
    ),
  ];
}
