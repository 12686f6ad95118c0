import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { fromBytes, toBytes } from './plan-bytes.ts';
import type { PlannedQuery } from './plan-text.ts';
import type { WorkspaceSchema } from './workspace-schema.ts';

/** Bytes of plans that are kept: those of all rules, some twenty versions of each. */
const largestSize = 8_000_000;

interface Content {
  /** What the plans were made by. */
  readonly tools: string;
  /** Plans by their keys; those that were asked for last stand last. */
  readonly plans: ReadonlyMap<string, Uint8Array>;
}

/** Plans by query and schema, from one run to the next. */
export class PlanCache {
  readonly #file: string;
  readonly #tools: string;
  readonly #bytes: Map<string, Uint8Array>;
  readonly #planned = new Map<string, PlannedQuery>();
  readonly #schemaKeys = new WeakMap<WorkspaceSchema, string>();
  #isChanged = false;

  /** Opens the file of plans in a folder; one of other tools, and one that is damaged, counts as empty. */
  constructor(cacheFolder: string, tools: string) {
    this.#file = join(cacheFolder, 'query-plans.bin');
    this.#tools = tools;
    this.#bytes = new Map(readPlans(this.#file, tools));
  }

  get isEmpty(): boolean {
    return this.#bytes.size === 0;
  }

  has(text: string, schema: WorkspaceSchema): boolean {
    return this.#bytes.has(this.#keyOf(text, schema));
  }

  find(text: string, schema: WorkspaceSchema): PlannedQuery | undefined {
    const key = this.#keyOf(text, schema);
    const bytes = this.#bytes.get(key);
    if (!bytes) return undefined;
    // To the end: what is used is forgotten last.
    this.#bytes.delete(key);
    this.#bytes.set(key, bytes);
    let planned = this.#planned.get(key);
    if (!planned) this.#planned.set(key, (planned = fromBytes(bytes)));
    return planned;
  }

  keep(text: string, schema: WorkspaceSchema, planned: Uint8Array | PlannedQuery): void {
    const key = this.#keyOf(text, schema);
    this.#bytes.set(key, planned instanceof Uint8Array ? planned : toBytes(planned));
    this.#isChanged = true;
    this.#forget();
  }

  /** Writes the plans for later runs where there are new ones. */
  save(): void {
    if (!this.#isChanged) return;
    this.#isChanged = false;
    const content = serialize({ tools: this.#tools, plans: this.#bytes } satisfies Content);
    try {
      mkdirSync(dirname(this.#file), { recursive: true });
      writeFileSync(`${this.#file}.${process.pid}`, Buffer.concat([checksum(content), content]));
      renameSync(`${this.#file}.${process.pid}`, this.#file);
    } catch {
      // Without a cache the next run binds again; nothing is lost.
    }
  }

  /** Drops what has not been used for longest. */
  #forget(): void {
    let size = 0;
    for (const bytes of this.#bytes.values()) size += bytes.length;
    for (const [key, bytes] of this.#bytes) {
      if (size <= largestSize) return;
      size -= bytes.length;
      this.#bytes.delete(key);
      this.#planned.delete(key);
    }
  }

  #keyOf(text: string, schema: WorkspaceSchema): string {
    let schemaKey = this.#schemaKeys.get(schema);
    if (!schemaKey) this.#schemaKeys.set(schema, (schemaKey = hash(JSON.stringify(schema))));
    return hash(`${schemaKey}\n${text}`);
  }
}

/** SHA-256 stands before the content. */
const checksumLength = 32;

function readPlans(file: string, tools: string): Content['plans'] {
  try {
    const bytes = readFileSync(file);
    const content = bytes.subarray(checksumLength);
    if (!checksum(content).equals(bytes.subarray(0, checksumLength))) return new Map();
    const { tools: made, plans } = deserialize(content) as Content;
    return made === tools ? plans : new Map();
  } catch {
    return new Map();
  }
}

function checksum(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
