/**
 * The process that binds and plans the queries of a command beside it. It is kept as a snapshot of its memory with the
 * library loaded and warmed up, so that it is ready in a fraction of the time that loading takes.
 */
import { readSync, writeSync } from 'node:fs';
import { setFlagsFromString, startupSnapshot } from 'node:v8';
import { createBinder, type Binder } from '../analyze.ts';
import { fromBytes, toBytes } from '../plan-bytes.ts';
import { createPlanner, type QueryPlanner } from '../plan-text.ts';
import type { WorkspaceSchema } from '../workspace-schema.ts';
import { LineReader, noAnswer, type Question } from './lines.ts';

const [input, output] = [0, 1];
const warmUp = (globalThis as { readonly warmUpQuery?: string }).warmUpQuery ?? '';

// Compiled code is part of the snapshot, and a function is compiled when it is called first.
warm(createBinder(''), createPlanner(''), warmUp);
startupSnapshot.setDeserializeMainFunction(serve);

function warm(bind: Binder, plan: QueryPlanner, query: string): void {
  const columns = [
    { name: 's', type: 'string' },
    { name: 't', type: 'datetime' },
    { name: 'd', type: 'dynamic' },
    { name: 'l', type: 'long' },
    { name: 'r', type: 'real' },
    { name: 'b', type: 'bool' },
  ] as const;
  const schema = { tables: [{ name: 'Events', columns }], functions: [] };
  JSON.parse(JSON.stringify(bind(query, schema)));
  fromBytes(toBytes(plan(query, schema)));
}

/**
 * A process that is asked more than this serves a watch, and goes on: code that is optimized earlier repays itself
 * there, and so does room for memory that V8 chooses itself. They take the place of the settings in start.mjs.
 */
const questionsOfCommand = 200;
const settingsOfWatch = ['--interrupt-budget=132000', '--heap-growing-percent=0'];

/** Answers until the questions end; what cannot be answered here is left to whoever asks. */
function serve(): void {
  const bind = createBinder('');
  const plan = createPlanner('');
  const reader = new LineReader();
  const piece = Buffer.alloc(65_536);
  const schemas = new Map<string, WorkspaceSchema>();
  let schema: WorkspaceSchema = { tables: [], functions: [] };
  let asked = 0;
  for (let length = read(piece); length > 0; length = read(piece)) {
    for (const line of reader.take(piece.subarray(0, length))) {
      if (++asked === questionsOfCommand) settingsOfWatch.forEach((flag) => setFlagsFromString(flag));
      const question = JSON.parse(line) as Question;
      if ('schema' in question) {
        // What is known of a schema is kept by its identity.
        schema = schemas.get(line) ?? question.schema;
        schemas.set(line, schema);
      } else {
        const text = answer(() =>
          'plan' in question
            ? toBytes(plan(question.plan, schema)).toString('base64')
            : JSON.stringify(bind(question.query, schema)),
        );
        write(`${text}\n`);
      }
    }
  }
}

function answer(work: () => string): string {
  try {
    return work();
  } catch {
    return noAnswer;
  }
}

/** Waits for input; 0 at its end, which Windows tells by an error. */
function read(into: Buffer): number {
  try {
    return readSync(input, into);
  } catch (error) {
    if ((error as { readonly code?: string }).code === 'EOF') return 0;
    throw error;
  }
}

function write(text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) at += writeSync(output, bytes, at);
}
