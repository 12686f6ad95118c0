import { readFileSync } from 'node:fs';
import { datetimeText, fromMilliseconds } from '../kql/values/time.ts';
import { DataError } from './data-error.ts';
import { CellFault, type TableBuilder } from './table-builder.ts';

interface SchemaElement {
  readonly name: string;
  readonly type?: string;
  readonly num_children?: number;
  readonly converted_type?: string;
  readonly logical_type?: { readonly type: string };
}

interface Chunk {
  readonly columnName: string;
  readonly columnData: ArrayLike<unknown>;
  readonly rowStart: number;
}

/** What is used of the package hyparquet. */
export interface ParquetLibrary {
  parquetMetadata(bytes: ArrayBuffer): { readonly schema: SchemaElement[]; readonly num_rows: bigint };
  parquetRead(options: {
    readonly file: { readonly byteLength: number; slice(start: number, end?: number): ArrayBuffer };
    readonly compressors?: object;
    readonly parsers: Readonly<Record<string, (value: never) => unknown>>;
    readonly onChunk: (chunk: Chunk) => void;
  }): Promise<void>;
}

/** The reader and its further compressions; loaded where a Parquet file is read. */
export type LoadParquet = () => Promise<{ readonly library: ParquetLibrary; readonly compressors: object }>;

/** Reads rows from Apache Parquet. Times keep 100 ns, integers all their digits. */
export async function readParquet(path: string, table: TableBuilder, load: LoadParquet): Promise<void> {
  const { library, compressors } = await load();
  const bytes = readFileSync(path);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const columns = new Map<string, string[]>();
  const plainTexts = new Set<string>();
  let rows = 0;
  try {
    const { schema, num_rows: count } = library.parquetMetadata(buffer);
    rows = Number(count);
    const types = new Map(schema.slice(1).map((element) => [element.name, element]));
    for (const { name, type, converted_type: converted, logical_type: logical } of types.values())
      if (type === 'BYTE_ARRAY' && converted !== 'JSON' && logical?.type !== 'JSON') plainTexts.add(name);
    await library.parquetRead({
      file: { byteLength: buffer.byteLength, slice: (start, end) => buffer.slice(start, end) },
      compressors,
      parsers,
      onChunk: ({ columnName, columnData, rowStart }) => {
        const texts = columns.get(columnName) ?? [];
        columns.set(columnName, texts);
        const toText = textOf(types.get(columnName), path);
        for (let i = 0; i < columnData.length; i++) texts[rowStart + i] = toText(columnData[i]);
      },
    });
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw new DataError(
      path,
      1,
      1,
      `the file is no Parquet file that can be read: ${(error as Error).message}`,
    );
  }
  fill(table, { columns, rows, path, plainTexts });
}

interface Cells {
  /** JSON texts by column. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
  readonly rows: number;
  readonly path: string;
  /** Columns that the file has as text. */
  readonly plainTexts: ReadonlySet<string>;
}

/** Writers without a type for it put a dynamic value into a column of text, as its JSON. */
function fill(table: TableBuilder, { columns, rows, path, plainTexts }: Cells): void {
  const holdsJson = new Set([...plainTexts].filter((name) => table.typeOf(name) === 'dynamic'));
  for (let row = 0; row < rows; row++) {
    for (const [name, texts] of columns) {
      const text = texts[row] ?? 'null';
      try {
        if (holdsJson.has(name) && text.startsWith('"')) table.set(name, JSON.parse(text) as string, 'text');
        else table.set(name, text, 'json');
      } catch (error) {
        if (error instanceof CellFault) throw new DataError(path, row + 1, 1, error.message);
        throw error;
      }
    }
    table.endRow();
  }
}

/** A date and time as its text: the package's own `Date` would cut it to milliseconds. */
class Time {
  readonly text: string;
  constructor(milliseconds: bigint, ticks = 0n) {
    this.text = datetimeText(fromMilliseconds(Number(milliseconds), Number(ticks)));
  }
}

const floor = (value: bigint, size: bigint): bigint => (value - (((value % size) + size) % size)) / size;

const parsers = {
  timestampFromMilliseconds: (value: bigint) => new Time(value),
  timestampFromMicroseconds: (value: bigint) => {
    const whole = floor(value, 1000n);
    return new Time(whole, (value - whole * 1000n) * 10n);
  },
  timestampFromNanoseconds: (value: bigint) => {
    const whole = floor(value, 1_000_000n);
    return new Time(whole, (value - whole * 1_000_000n) / 100n);
  },
  dateFromDays: (days: number) => new Time(BigInt(days) * 86_400_000n),
  jsonFromBytes: (bytes: Uint8Array | undefined) => bytes && new Raw(new TextDecoder().decode(bytes)),
} as const satisfies Readonly<Record<string, (value: never) => unknown>>;

/** JSON as it stood in the file. */
class Raw {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** For a column the function that gives its values as JSON text. */
function textOf(element: SchemaElement | undefined, path: string): (value: unknown) => string {
  if (element?.converted_type === 'DECIMAL' || element?.logical_type?.type === 'DECIMAL') {
    throw new DataError(path, 1, 1, `the column ${element.name} holds decimals, which are not read exactly`);
  }
  const isReal = element?.type === 'DOUBLE' || element?.type === 'FLOAT';
  return (value) => {
    if (typeof value === 'number' && isReal) return realJson(value);
    return jsonText(value);
  };
}

function realJson(value: number): string {
  if (!Number.isFinite(value)) return JSON.stringify(String(value));
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function jsonText(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Time) return JSON.stringify(value.text);
  if (value instanceof Raw) return value.text;
  if (value instanceof Uint8Array) return JSON.stringify(new TextDecoder().decode(value));
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (typeof value === 'object') {
    const members = Object.entries(value).map(
      ([name, member]) => `${JSON.stringify(name)}:${jsonText(member)}`,
    );
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}
