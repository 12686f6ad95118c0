import { expect, test } from 'vitest';
import type { Azure } from '../azure/azure.ts';
import { checkTable } from './check-table.ts';
import type { Patient } from './patient.ts';

const now = Date.UTC(2026, 10, 20, 9);

function deploymentOf(timestamp: string): object {
  return { name: 'onepassword-connector', properties: { provisioningState: 'Succeeded', timestamp } };
}

/** A workspace whose log of the function app holds this failure: no table of the solution's own knows it. */
function patientWith(
  failure: string | undefined,
  deployedAt = '2026-11-19T00:00:00Z',
): { readonly patient: Patient; readonly asked: string[] } {
  const asked: string[] = [];
  const rows = failure === undefined ? [] : [['2026-11-20T08:50:00Z', failure]];
  const columns = [
    { name: 'TimeGenerated', type: 'datetime' },
    { name: 'OuterMessage', type: 'string' },
  ];
  const azure = {
    get: (path: string) => Promise.resolve(path.includes('/deployments/') ? deploymentOf(deployedAt) : {}),
    send: (_method: string, _path: string, _version: string, body: { readonly query: string }) => {
      asked.push(body.query);
      return Promise.resolve({ tables: [{ name: 'PrimaryResult', columns, rows }] });
    },
  } as unknown as Azure;
  const target = { subscriptionId: '1', resourceGroup: 'g', workspace: 'w' };
  const app = { name: 'onepassword-app' } as Patient['app'];
  return { patient: { azure, target, app, now, rows: [], lastRun: undefined } as unknown as Patient, asked };
}

test('where no row tells, the log of the function app does', async () => {
  const key = `eyJhbGciOiJFUzI1NiJ9.${'p'.repeat(30)}.${'s'.repeat(30)}`;
  const { patient, asked } = patientWith(`Run failed: ingestion-forbidden: HTTP 403 with ${key}`);
  const finding = await checkTable(patient);
  expect(finding).toMatchObject({ link: 'table', state: 'broken' });
  expect(finding.found).toBe(
    'No health row has arrived within the last day. The function app failed 10 minutes ago with: Run failed: ingestion-forbidden: HTTP 403 with [token]',
  );
  expect(asked).toEqual([expect.stringContaining('AppRoleName =~ "onepassword-app"')]);
});

test('in the first half hour silence is no fault', async () => {
  const { patient } = patientWith('HTTP 403', '2026-11-20T08:45:00Z');
  expect(await checkTable(patient)).toEqual({
    link: 'table',
    state: 'skipped',
    found:
      'No health row has arrived within the last day, but the connector was deployed 15 minutes ago: the first rows may take 30 minutes. Look again then. The function app failed 10 minutes ago with: HTTP 403',
  });
});

test('where nothing tells, that is said', async () => {
  const { patient } = patientWith(undefined);
  const finding = await checkTable(patient);
  expect(finding.found).toBe(
    'No health row has arrived within the last day, though everything before the table looks right.',
  );
});
