import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import type { QueryAnalysis } from '../analyze.ts';
import type { WorkspaceSchema } from '../workspace-schema.ts';
import { LineReader, type Question } from './lines.ts';
import { startArguments } from './snapshot.ts';

export type Answers = ReadonlyMap<WorkspaceSchema, ReadonlyMap<string, QueryAnalysis>>;

interface Asked {
  readonly query: string;
  readonly schema: WorkspaceSchema;
}

/** Nothing of the environment is for it, least of all secrets; Windows cannot do without this. */
const bareEnvironment = process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] ?? '' } : {};

/**
 * A process that binds queries while this one goes on. It ends with its input, so that it never outlives
 * this process; whatever befalls it costs answers only, which can be worked out here instead.
 */
export class BindingProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #asked: Asked[] = [];
  readonly #lines: string[] = [];
  readonly #end: Promise<void>;
  #schema: WorkspaceSchema | undefined;

  private constructor(snapshot: string) {
    this.#child = spawn(process.execPath, startArguments(snapshot), {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: bareEnvironment,
    });
    const reader = new LineReader();
    this.#child.stdout.on('data', (piece: Buffer) => this.#lines.push(...reader.take(piece)));
    // A process that has gone does not read what it is asked.
    this.#child.stdin.on('error', () => {});
    this.#end = new Promise((resolve) => {
      this.#child.on('error', () => resolve());
      this.#child.on('close', () => resolve());
    });
  }

  /** Starts the process; undefined where its snapshot is not there. */
  static start(snapshot: string): BindingProcess | undefined {
    return existsSync(snapshot) ? new BindingProcess(snapshot) : undefined;
  }

  /** Asks for one query; the process begins with it at once. */
  ask(query: string, schema: WorkspaceSchema): void {
    if (schema !== this.#schema) this.#tell({ schema });
    this.#schema = schema;
    this.#tell({ query });
    this.#asked.push({ query, schema });
  }

  /** What the process found out about all that it was asked; queries that it could not bind are missing. */
  async answers(): Promise<Answers> {
    this.#child.stdin.end();
    await this.#end;
    const answers = new Map<WorkspaceSchema, Map<string, QueryAnalysis>>();
    this.#asked.forEach(({ query, schema }, i) => {
      const answer = JSON.parse(this.#lines[i] ?? 'null') as QueryAnalysis | null;
      if (!answer) return;
      const ofSchema = answers.get(schema) ?? new Map<string, QueryAnalysis>();
      answers.set(schema, ofSchema.set(query, answer));
    });
    return answers;
  }

  /** Ends the process where nobody waits for it any more. */
  kill(): void {
    this.#child.kill();
  }

  #tell(question: Question): void {
    this.#child.stdin.write(`${JSON.stringify(question)}\n`);
  }
}
