/** The data collection rule: it takes the rows and writes the table. */
import { apiVersions } from '../azure/api-versions.ts';
import { sameId, workspaceId } from '../azure/resource-id.ts';
import { during } from '../outcome/step.ts';
import { settingOf, type AppFacts } from '../status/app-facts.ts';
import { resourceOf } from '../status/installation.ts';
import { broken, ok, skipped, type Finding } from './finding.ts';
import { complaintOfLastRun } from './last-run.ts';
import type { Patient } from './patient.ts';

/** Of the connector's setting (functions/src/core/setting-table.ts). */
const defaultStream = 'Custom-OnePasswordEventLogs';
export const tableName = 'OnePasswordEventLogs_CL';

interface Rule {
  readonly name: string;
  readonly properties: {
    readonly immutableId?: string;
    readonly endpoints?: { readonly logsIngestion?: string };
    readonly streamDeclarations?: Readonly<Record<string, unknown>>;
    readonly destinations?: { readonly logAnalytics?: readonly { readonly workspaceResourceId: string }[] };
    readonly dataFlows?: readonly { readonly streams?: readonly string[]; readonly outputStream?: string }[];
  };
}

const deployAgain = 'Deploy again with npm run deploy and the same answers.';

export async function checkRule(patient: Patient): Promise<Finding> {
  const { azure, installation, app } = patient;
  if (!installation || !app) return skipped('rule', 'There is no connector.');
  const resource = resourceOf(installation, 'Microsoft.Insights/dataCollectionRules');
  const rule =
    resource &&
    (await during('read the data collection rule', () =>
      azure.get<Rule>(resource.id, apiVersions.dataCollectionRules),
    ));
  if (!rule)
    return broken(
      'rule',
      'The data collection rule of the connector is gone.',
      deployAgain,
      'ingestion-misconfigured',
    );
  const cause = addressFault(app, rule) ?? flowFault(patient, app, rule);
  if (cause !== undefined) return broken('rule', cause, deployAgain, 'ingestion-misconfigured');
  return (
    complaintOfLastRun(patient, 'rule') ??
    ok('rule', `${rule.name} takes the rows of the connector and writes them to ${tableName}.`)
  );
}

function addressFault(app: AppFacts, { name, properties }: Rule): string | undefined {
  if (!app.settings) return undefined;
  const id = settingOf(app, 'DCR_IMMUTABLE_ID') ?? '';
  if (!sameId(id, properties.immutableId ?? '')) {
    return `The setting DCR_IMMUTABLE_ID of ${app.name} names ${id}, but ${name} is ${properties.immutableId ?? 'without an id'}.`;
  }
  const given = settingOf(app, 'LOGS_INGESTION_ENDPOINT') ?? '';
  const own = properties.endpoints?.logsIngestion;
  // A rule of another kind has none; then the address is that of a data collection endpoint.
  if (own === undefined || sameId(given.replace(/\/+$/, ''), own.replace(/\/+$/, ''))) return undefined;
  return `The setting LOGS_INGESTION_ENDPOINT of ${app.name} names ${given}, but ${name} takes rows at ${own}.`;
}

function flowFault({ target }: Patient, app: AppFacts, { name, properties }: Rule): string | undefined {
  const stream = settingOf(app, 'DCR_STREAM_NAME') ?? defaultStream;
  if (!Object.keys(properties.streamDeclarations ?? {}).includes(stream)) {
    return `The stream ${stream} of the setting DCR_STREAM_NAME is not declared in ${name}.`;
  }
  const flow = (properties.dataFlows ?? []).find(({ streams = [] }) => streams.includes(stream));
  if (flow?.outputStream !== `Custom-${tableName}`) {
    return `${name} does not lead the stream ${stream} to the table ${tableName}.`;
  }
  const workspaces = (properties.destinations?.logAnalytics ?? []).map((to) => to.workspaceResourceId);
  if (workspaces.some((id) => sameId(id, workspaceId(target)))) return undefined;
  return `${name} writes to another workspace than ${target.workspace}.`;
}
