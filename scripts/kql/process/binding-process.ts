import type { ChildProcessByStdio } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import type { QueryAnalysis } from '../analyze.ts';
import type { WorkspaceSchema } from '../workspace-schema.ts';
import { LineReader, noAnswer, type Question } from './lines.ts';
import { startBinding } from './start.mjs';

export type Answers = ReadonlyMap<WorkspaceSchema, ReadonlyMap<string, QueryAnalysis>>;

/** Takes a line of the process; undefined where it has ended before. */
type Listener = (line: string | undefined) => void;

/**
 * A process that binds and plans queries while this one goes on. It ends with its input, so that it never outlives
 * this process; whatever befalls it costs answers only, which can be worked out here instead.
 */
export class BindingProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #listeners: Listener[] = [];
  readonly #answers = new Map<WorkspaceSchema, Map<string, QueryAnalysis>>();
  readonly #end: Promise<void>;
  #schema: WorkspaceSchema | undefined;
  #hasEnded = false;

  private constructor(snapshot: string) {
    this.#child = startBinding(snapshot);
    const reader = new LineReader();
    this.#child.stdout.on('data', (piece: Buffer) => {
      for (const line of reader.take(piece)) this.#listeners.shift()?.(line === noAnswer ? undefined : line);
    });
    // A process that has gone does not read what it is asked.
    this.#child.stdin.on('error', () => {});
    this.#end = new Promise((resolve) => {
      const end = (): void => {
        this.#hasEnded = true;
        for (const listener of this.#listeners.splice(0)) listener(undefined);
        resolve();
      };
      this.#child.on('error', end);
      this.#child.on('close', end);
    });
  }

  /** Starts the process; undefined where its snapshot is not there. */
  static start(snapshot: string): BindingProcess | undefined {
    return existsSync(snapshot) ? new BindingProcess(snapshot) : undefined;
  }

  /** Asks for the analysis of a query; the process begins with it at once. */
  ask(query: string, schema: WorkspaceSchema): void {
    this.#analyze(query, schema, (answer) => {
      if (answer === undefined) return;
      const ofSchema = this.#answers.get(schema) ?? new Map<string, QueryAnalysis>();
      this.#answers.set(schema, ofSchema.set(query, answer));
    });
  }

  /** Asks for the analysis of a query, and waits for it; undefined where the process cannot tell. */
  analyze(query: string, schema: WorkspaceSchema): Promise<QueryAnalysis | undefined> {
    return new Promise((resolve) => this.#analyze(query, schema, resolve));
  }

  /** Asks for the plan of a query, as bytes; undefined where the process cannot tell. */
  plan(query: string, schema: WorkspaceSchema): Promise<Buffer | undefined> {
    return new Promise((resolve) => {
      this.#tell({ plan: query }, schema, (line) =>
        resolve(line === undefined ? undefined : Buffer.from(line, 'base64')),
      );
    });
  }

  /** What the process found out about all that it was asked; queries that it could not bind are missing. */
  async answers(): Promise<Answers> {
    this.finish();
    await this.#end;
    return this.#answers;
  }

  /** Lets the process end once it has answered. */
  finish(): void {
    this.#child.stdin.end();
  }

  /** Ends the process where nobody waits for it any more. */
  kill(): void {
    this.#child.kill();
  }

  #analyze(query: string, schema: WorkspaceSchema, take: (answer: QueryAnalysis | undefined) => void): void {
    this.#tell({ query }, schema, (line) =>
      take(line === undefined ? undefined : (JSON.parse(line) as QueryAnalysis)),
    );
  }

  #tell(question: Question, schema: WorkspaceSchema, listener: Listener): void {
    if (this.#hasEnded) return listener(undefined);
    this.#listeners.push(listener);
    if (schema !== this.#schema) this.#write({ schema });
    this.#schema = schema;
    this.#write(question);
  }

  #write(question: Question): void {
    this.#child.stdin.write(`${JSON.stringify(question)}\n`);
  }
}
