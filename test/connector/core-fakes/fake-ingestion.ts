import { rowColumns, type Row } from '../../../functions/src/core/row.generated.ts';
import type { HttpResult, Ingestion, IngestionResult } from '../../../functions/src/ports.ts';

const columns: ReadonlyMap<string, string> = new Map(rowColumns.map(({ name, type }) => [name, type]));

/** What happens to a call; `isTaken`: the rows are stored although the answer says otherwise. */
export interface IngestionFault {
  readonly result: HttpResult;
  readonly isTaken: boolean;
}

/** The Logs Ingestion API in memory, with the checks that the stream declaration implies. */
export class FakeIngestion implements Ingestion {
  readonly table: Row[] = [];
  calls = 0;
  forgotten = 0;
  /** At once or later; `undefined`: no fault this time. */
  fault: (rows: readonly Row[], bytes: number) => Promise<IngestionFault> | IngestionFault | undefined = () =>
    undefined;

  async send(body: Uint8Array): Promise<IngestionResult> {
    this.calls += 1;
    if (body.length > 1_000_000) throw new Error(`A call of ${body.length} bytes.`);
    const rows = JSON.parse(new TextDecoder().decode(body)) as Row[];
    for (const row of rows) checkRow(row);
    const fault = await this.fault(rows, body.length);
    if (fault === undefined || fault.isTaken) this.table.push(...rows);
    // Packed for real in the adapter alone; rows come to about this.
    const compressedBytes = Math.ceil(body.length / 5);
    return { ...(fault?.result ?? { status: 204, headers: {}, body: '' }), compressedBytes };
  }

  forgetToken(): void {
    this.forgotten += 1;
  }

  get events(): readonly Row[] {
    return this.table.filter(({ log_source: source }) => source !== 'healthevents');
  }

  get healthRows(): readonly Row[] {
    return this.table.filter(({ log_source: source }) => source === 'healthevents');
  }
}

function checkRow(row: Row): void {
  for (const [name, value] of Object.entries(row)) {
    const type = columns.get(name);
    const isGood =
      type === 'dynamic'
        ? typeof value === 'object' && value !== null && !Array.isArray(value)
        : type === 'int'
          ? Number.isInteger(value) && Math.abs(value as number) <= 2 ** 31
          : typeof value === 'string' && new TextEncoder().encode(value).length <= 65_536;
    if (type === undefined || !isGood)
      throw new Error(`The stream does not take ${name} = ${JSON.stringify(value)?.slice(0, 80)}`);
  }
}
