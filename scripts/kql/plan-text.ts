/**
 * From the text of a query to its plan, or to why there is none. What comes out is plain data, so that
 * another process can work it out, and a file can keep it.
 */
import { bindQuery, namesByNumber, workspaceGlobals } from './bind.ts';
import type { Span } from './facts.ts';
import { languageService, type GlobalState } from './language-service.ts';
import { KqlError } from './plan/kql-error.ts';
import { endOfOpenPlugin } from './plan/open-plugin.ts';
import { plainProgram } from './plan/plain-program.ts';
import type { Program } from './plan/plan.ts';
import { planQuery } from './plan/planner.ts';
import type { SyntaxNode } from './plan/syntax.ts';
import { readTree } from './plan/syntax-tree.ts';
import type { WorkspaceSchema } from './workspace-schema.ts';

/** Why a query has no plan: what a `KqlError` holds. */
export interface PlanRefusal {
  readonly message: string;
  readonly place: Span;
  readonly isUnsupported: boolean;
  /** Where a plugin ends whose columns only the data know: up to there the query may have a plan. */
  readonly openEnd: number | undefined;
}

export type PlannedQuery = { readonly program: Program } | { readonly refusal: PlanRefusal };

/** Throws only where the stack ends, or the tools themselves have a fault. */
export type QueryPlanner = (text: string, schema: WorkspaceSchema) => PlannedQuery;

/** What is known of queries against equal schemas. */
interface Workspace {
  readonly globals: GlobalState;
  readonly plans: Map<string, PlannedQuery>;
}

/** Plans depend on text and schema alone, and binding takes longest by far: whoever asks again has the same plan. */
const workspaces = new Map<string, Workspace>();

/** With more than these what is known is given up: a long run over ever new queries must not grow without end. */
const most = { workspaces: 20, plans: 500 };

/** A planner in this process; the library behind it is loaded with the first query. */
export function createPlanner(cacheFolder: string): QueryPlanner {
  const known = new WeakMap<WorkspaceSchema, Workspace>();
  return (text, schema) => {
    let workspace = known.get(schema);
    if (!workspace) known.set(schema, (workspace = workspaceOf(schema, cacheFolder)));
    const { globals, plans } = workspace;
    let plan = plans.get(text);
    if (!plan) {
      plan = planText(text, globals, cacheFolder);
      if (plans.size >= most.plans) plans.clear();
      plans.set(text, plan);
    }
    return plan;
  };
}

/** Each run makes a schema of its own, often with what another has. */
function workspaceOf(schema: WorkspaceSchema, cacheFolder: string): Workspace {
  const content = JSON.stringify(schema);
  let workspace = workspaces.get(content);
  if (!workspace) {
    workspace = { globals: workspaceGlobals(schema, cacheFolder), plans: new Map() };
    if (workspaces.size >= most.workspaces) workspaces.clear();
    workspaces.set(content, workspace);
  }
  return workspace;
}

function planText(text: string, globals: GlobalState, cacheFolder: string): PlannedQuery {
  let root: SyntaxNode | undefined;
  try {
    root = bindTree(text, globals, cacheFolder);
    return { program: plainProgram(planQuery(root)) };
  } catch (error) {
    if (!(error instanceof KqlError)) throw error;
    const { message, place, isUnsupported } = error;
    const openEnd = root && isUnsupported ? endOfOpenPlugin(root) : undefined;
    return { refusal: { message, place, isUnsupported, openEnd } };
  }
}

function bindTree(text: string, globals: GlobalState, cacheFolder: string): SyntaxNode {
  const { root, problems } = bindQuery(text, globals, cacheFolder);
  const errors = problems.filter(({ severity }) => severity === 'Error');
  const [error] = errors;
  const isCounted =
    error?.code === boolExpected && errors.every((other) => other === error || other.start !== error.start);
  const plain = isCounted ? withoutCounted(text, error) : undefined;
  if (plain !== undefined) return bindTree(plain, globals, cacheFolder);
  if (error) throw new KqlError(error.message, error, false);
  const { Symbols, Syntax } = languageService(cacheFolder);
  const names = {
    kinds: namesByNumber(Syntax.SyntaxKind),
    symbolKinds: namesByNumber(Symbols.SymbolKind),
  };
  return readTree(root, text, names);
}

/** The binder's code for a value that is no bool where it wants one. */
const boolExpected = 'KS107';

/**
 * Kusto takes `n = count(x)` for the count of rows, whatever is in `x`; the binder does not. The argument is
 * blanked, so that places stay. Without a name of its own the column would have another one.
 */
function withoutCounted(text: string, { start, length }: Span): string | undefined {
  const [before, argument, behind] = [
    text.slice(0, start),
    text.slice(start, start + length),
    text.slice(start + length),
  ];
  const isCounted = /=\s*count\s*\(\s*$/.test(before) && /^\w+$/.test(argument) && /^\s*\)/.test(behind);
  return isCounted && !/^\d/.test(argument) ? before + ' '.repeat(length) + behind : undefined;
}
