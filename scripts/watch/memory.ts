/**
 * What a watch remembers from one run to the next: parsed documents by path and text, and what the binder
 * said by schema and query. All is known by content, so that nothing outlives what it was made from.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Binder, QueryAnalysis } from '../kql/analyze.ts';
import type { WorkspaceSchema } from '../kql/workspace-schema.ts';
import { parseYaml, type YamlDocument } from '../load/yaml.ts';

interface Parsed {
  readonly text: string;
  readonly document: YamlDocument | undefined;
  readonly found: readonly Diagnostic[];
}

/** Parses a file again only where its text has changed; what is wrong with it is reported each time. */
export function rememberDocuments(parse: typeof parseYaml = parseYaml): typeof parseYaml {
  const known = new Map<string, Parsed>();
  return (source, report) => {
    let parsed = known.get(source.path);
    if (parsed?.text !== source.text) {
      const found: Diagnostic[] = [];
      const document = parse(source, (finding) => void found.push(finding));
      parsed = { text: source.text, document, found };
      known.set(source.path, parsed);
    }
    for (const finding of parsed?.found ?? []) report(finding);
    return parsed?.document;
  };
}

/** After this many answers older ones are given up: a long watch must not grow without end. */
const maximumAnswers = 2000;

/** What is known of queries against equal schemas. */
interface Workspace {
  /** The first of these schemas: each run makes its own, but the binder prepares an object only once. */
  readonly schema: WorkspaceSchema;
  answers: Map<string, QueryAnalysis>;
  older: Map<string, QueryAnalysis>;
}

/**
 * Remembers answers, and forgets those that were not asked for again since it was last full. What a binder
 * keeps itself goes with it: a new one takes the place of `first` then.
 */
export function rememberAnswers(first: Binder, createBinder: () => Binder): Binder {
  let binder = first;
  let count = 0;
  const byContent = new Map<string, Workspace>();
  const known = new WeakMap<WorkspaceSchema, Workspace>();
  const workspaceOf = (schema: WorkspaceSchema): Workspace => {
    const content = JSON.stringify(schema);
    const workspace = byContent.get(content) ?? { schema, answers: new Map(), older: new Map() };
    byContent.set(content, workspace);
    known.set(schema, workspace);
    return workspace;
  };
  const giveUp = (): void => {
    binder = createBinder();
    count = 0;
    for (const workspace of byContent.values()) {
      workspace.older = workspace.answers;
      workspace.answers = new Map();
    }
  };
  return (query, schema) => {
    const workspace = known.get(schema) ?? workspaceOf(schema);
    let answer = workspace.answers.get(query);
    if (answer) return answer;
    answer = workspace.older.get(query) ?? binder(query, workspace.schema);
    workspace.answers.set(query, answer);
    if (++count > maximumAnswers) giveUp();
    return answer;
  };
}
