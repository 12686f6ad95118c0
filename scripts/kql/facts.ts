/**
 * What a bound query says about itself, gathered in one walk over Microsoft's syntax tree into plain
 * data: small enough to cache, and all that the checks of queries need.
 */
import type { KustoNode } from './language-service.ts';

/** A stretch of the query's text. */
export interface Span {
  readonly start: number;
  readonly length: number;
}

export interface Comparison extends Span {
  /** The operator as written: `==`, `in`, `!in~`, `has_any` ... */
  readonly operator: string;
  /** The left side as written, e.g. `action` or `actor_details.email`. */
  readonly left: string;
  /** String literals on the right side, without their quotes. */
  readonly literals: readonly (Span & { readonly value: string })[];
  /** The right side as written where it is no literal. */
  readonly right: string | undefined;
}

export interface QueryFacts {
  readonly comparisons: readonly Comparison[];
  /** `join` operators; `kind` is undefined where the query leaves it to the default. */
  readonly joins: readonly (Span & { readonly kind: string | undefined })[];
  /** Accesses to members of dynamic values, e.g. `session.ip`. */
  readonly paths: readonly (Span & { readonly text: string })[];
  /** Literals of numbers and timespans; `named` where they are the value of a let statement. */
  readonly literals: readonly (Span & { readonly text: string; readonly named: boolean })[];
  /** Let statements with their value as written. */
  readonly constants: readonly (Span & { readonly name: string; readonly value: string })[];
  readonly calls: readonly (Span & { readonly name: string; readonly argument: string | undefined })[];
  /** `search *`, `union *` and the like. */
  readonly wildcards: readonly (Span & { readonly text: string })[];
  /** Every plain name that is read: columns, tables, variables. */
  readonly names: readonly (Span & { readonly name: string })[];
}

type Writable = { -readonly [K in keyof QueryFacts]: QueryFacts[K][number][] };

/** Of a query that says nothing yet. */
export function noFacts(): Writable {
  return {
    comparisons: [],
    joins: [],
    paths: [],
    literals: [],
    constants: [],
    calls: [],
    wildcards: [],
    names: [],
  };
}

/** Gathers the facts of a query; `kindName` gives the name of a node's kind. */
export function gatherFacts(root: KustoNode, text: string, kindName: (kind: number) => string): QueryFacts {
  const facts = noFacts();
  const write = (node: KustoNode): string => {
    const { start, length } = spanOf(node);
    return text.slice(start, start + length);
  };

  const visit = (node: KustoNode, letValue: KustoNode | undefined): void => {
    const kind = kindName(node.Kind);
    const children = childrenOf(node);
    let inner = letValue;
    switch (kind) {
      case 'LetStatement': {
        const [, name, , value] = children;
        if (name && value) {
          facts.constants.push({ ...spanOf(node), name: write(name), value: write(value) });
          inner = value;
        }
        break;
      }
      case 'JoinOperator':
        facts.joins.push({ ...spanOf(node), kind: joinKind(children.map(write)) });
        break;
      case 'PathExpression':
        if (kindName(node.Parent?.Kind ?? -1) !== kind)
          facts.paths.push({ ...spanOf(node), text: write(node) });
        break;
      case 'FunctionCallExpression': {
        const [name, list] = children;
        const argument = list && stringLiterals(list, kindName, write)[0]?.value;
        if (name) facts.calls.push({ ...spanOf(node), name: write(name), argument });
        break;
      }
      case 'NameReference':
        facts.names.push({ ...spanOf(node), name: write(node) });
        break;
      case 'LongLiteralExpression':
      case 'RealLiteralExpression':
      case 'TimespanLiteralExpression':
        facts.literals.push({
          ...spanOf(node),
          text: write(node),
          named: isValueOf(node, letValue, kindName),
        });
        break;
      case 'StarExpression':
      case 'WildcardedNameReference':
        if (isTabularPlace(node, kindName)) facts.wildcards.push({ ...spanOf(node), text: write(node) });
        break;
      default: {
        if (!comparisonKinds.has(kind)) break;
        const comparison = toComparison(children, kindName, write);
        if (comparison) facts.comparisons.push({ ...spanOf(node), ...comparison });
      }
    }
    // What has no parts is a token: there is nothing to say of it alone.
    for (const child of children) if (child.ChildCount > 0) visit(child, inner);
  };
  visit(root, undefined);
  return facts;
}

/** The library finds a position by walking up and down the tree, so it is asked for what is kept only. */
function spanOf(node: KustoNode): Span {
  return { start: node.TextStart, length: node.Width };
}

function childrenOf(node: KustoNode): KustoNode[] {
  const children: KustoNode[] = [];
  for (let i = 0; i < node.ChildCount; i++) {
    const child = node.GetChild(i);
    if (child) children.push(child);
  }
  return children;
}

function joinKind(parts: readonly string[]): string | undefined {
  return /\bkind\s*=\s*(\w+)/.exec(parts[1] ?? '')?.[1];
}

/** Each spelt out, with its negation: every node of every query is looked up. */
const comparisonKinds: ReadonlySet<string> = new Set(
  `Equal NotEqual EqualTilde BangTilde In InCs InTilde NotIn NotInTilde Has HasCs HasAny HasAll
  Contains ContainsCs StartsWith StartsWithCs EndsWith EndsWithCs`
    .split(/\s+/)
    .flatMap((name) => [`${name}Expression`, `Not${name}Expression`]),
);

function toComparison(
  children: readonly KustoNode[],
  kindName: (kind: number) => string,
  write: (node: KustoNode) => string,
): Omit<Comparison, keyof Span> | undefined {
  const [left, operator, right] = children;
  if (!left || !operator || !right) return undefined;
  const literals = stringLiterals(right, kindName, write);
  return {
    operator: write(operator),
    left: write(left),
    literals,
    right: literals.length > 0 ? undefined : write(right),
  };
}

function stringLiterals(
  node: KustoNode,
  kindName: (kind: number) => string,
  write: (node: KustoNode) => string,
): (Span & { value: string })[] {
  if (kindName(node.Kind) === 'StringLiteralExpression') {
    const value = write(node).replace(/^[hH]?@?["']|["']$/g, '');
    return [{ start: node.TextStart, length: node.Width, value }];
  }
  if (!['ExpressionList', 'List', 'SeparatedElement'].includes(kindName(node.Kind))) return [];
  return childrenOf(node).flatMap((child) => stringLiterals(child, kindName, write));
}

/** Whether a literal is, alone or within a list or an arithmetic expression, the value of a let statement. */
function isValueOf(
  node: KustoNode,
  letValue: KustoNode | undefined,
  kindName: (kind: number) => string,
): boolean {
  if (!letValue) return false;
  for (let at: KustoNode | null = node; at; at = at.Parent) {
    if (at === letValue) return true;
    if (/Operator$|FunctionBody|PipeExpression/.test(kindName(at.Kind))) return false;
  }
  return false;
}

/** Whether a star stands where a table is named: `union *`, `search in (*)`. */
function isTabularPlace(node: KustoNode, kindName: (kind: number) => string): boolean {
  for (let at = node.Parent; at; at = at.Parent) {
    const kind = kindName(at.Kind);
    if (kind === 'UnionOperator' || kind === 'FindOperator' || kind === 'SearchOperator') return true;
    if (/Operator$|FunctionCallExpression/.test(kind)) return false;
  }
  return false;
}
