import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Figures } from './connector-figures.ts';
import { bundleProgram, startServices, type Environment, type Program } from './connector-processes.ts';
import { median } from './process.ts';

/**
 * The sending half beside Microsoft's client for the Logs Ingestion API, over HTTPS to the same service, from
 * the same rows.
 */
export async function measureIngestion(
  times: number,
  print: (name: string, text: string) => void,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-ingestion-'));
  const certificate = join(folder, 'certificate.pem');
  const services = await startServices('ingestion-service', certificate);
  const [ours, client] = await Promise.all([
    bundleProgram('ingestion-ours'),
    bundleProgram('ingestion-client'),
  ]);
  const environment = { ...services.environment, AzureWebJobsStorage__accountName: 'unused' };
  const runs: (readonly [ours: Figures, theirs: Figures])[] = [];
  try {
    const ca = readFileSync(certificate);
    const measure = async (program: Program): Promise<Figures> => {
      const figures = await program.run(environment);
      const arrived = await rowsArrived(environment, ca);
      if (arrived < figures.events) throw new Error(`${arrived} of ${figures.events} rows arrived`);
      return figures;
    };
    for (let turn = 0; turn < times; turn += 1) runs.push([await measure(ours), await measure(client)]);
  } finally {
    for (const program of [ours, client]) program.remove();
    await services.stop();
    rmSync(folder, { recursive: true });
  }
  const rate = (side: 0 | 1): string =>
    median(runs.map((run) => run[side].events / run[side].seconds)).toFixed(0);
  const factor = (of: 'seconds' | 'cpuSeconds'): string =>
    median(runs.map(([own, theirs]) => theirs[of] / own[of])).toFixed(2);
  print('sending half of the connector', `${rate(0)} rows a second`);
  print('@azure/monitor-ingestion', `${rate(1)} rows a second`);
  print('sending / client, by the clock', `${factor('seconds')} (bar: 1.2)`);
  print('sending / client, by CPU time', `${factor('cpuSeconds')} (bar: 1.2)`);
}

async function rowsArrived({ LOGS_INGESTION_ENDPOINT = '' }: Environment, ca: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    get(`${LOGS_INGESTION_ENDPOINT}/rows`, { ca }, (answer) => {
      text(answer).then((count) => resolve(Number(count)), reject);
    }).on('error', reject);
  });
}
