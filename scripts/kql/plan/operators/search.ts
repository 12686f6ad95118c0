/** `search` in one table: terms looked for in every column. */
import type { ColumnSchema } from '../../table/table.ts';
import type { Expression } from '../expression.ts';
import { unsupported } from '../kql-error.ts';
import { schemaOf, type OperatorPlanner, type Planning } from '../planning.ts';
import { parametersOf, partOf, requirePart, textOf, type SyntaxNode } from '../syntax.ts';

interface Search {
  readonly columns: readonly ColumnSchema[];
  readonly isCaseSensitive: boolean;
  readonly planning: Planning;
}

export const planSearch: OperatorPlanner = (node, input, planning) => {
  if (partOf(node, 'InClause')) throw unsupported('search in several tables', node);
  const kind = parametersOf(node).get('kind');
  const isCaseSensitive = kind !== undefined && textOf(kind) === 'case_sensitive';
  const predicate = planPredicate(requirePart(node, 'Condition'), {
    columns: input.schema,
    isCaseSensitive,
    planning,
  });
  const schema = schemaOf(node);
  const table = input.op === 'table' ? input.name : 'search_arg0';
  const expressions = schema.map(
    ({ name, type }): { readonly name: string; readonly expression: Expression } => ({
      name,
      expression:
        name === '$table'
          ? { kind: 'literal', type: 'string', value: table, place: node }
          : { kind: 'column', name, type, place: node },
    }),
  );
  const found = { op: 'where', input, schema: input.schema, predicate, place: node } as const;
  return { op: 'project', input: found, schema, expressions, place: node };
};

function planPredicate(node: SyntaxNode, search: Search): Expression {
  switch (node.kind) {
    case 'ParenthesizedExpression':
      return planPredicate(requirePart(node, 'Expression'), search);
    case 'AndExpression':
    case 'OrExpression': {
      const sides = ['Left', 'Right'].map((side) => planPredicate(requirePart(node, side), search));
      return boolean(node.kind === 'AndExpression' ? 'And' : 'Or', sides, node);
    }
    case 'StarExpression':
      return { kind: 'literal', type: 'bool', value: true, place: node };
    case 'StringLiteralExpression':
      return anyColumn(String(node.literal), node, search);
    case 'SearchExpression':
      return planColumnSearch(node, search);
    default:
      if (search.isCaseSensitive || node.kind.endsWith('LiteralExpression'))
        throw unsupported(`${textOf(node)} in search`, node);
      return search.planning.scalar(node);
  }
}

function planColumnSearch(node: SyntaxNode, search: Search): Expression {
  const [column, term] = [search.planning.scalar(requirePart(node, 'Left')), requirePart(node, 'Right')];
  if (column.type !== 'string' || term.kind !== 'StringLiteralExpression')
    throw unsupported(textOf(node), node);
  return match(column, String(term.literal), node, search);
}

/** Types whose text is searched. */
const searched: ReadonlySet<string> = new Set(['string', 'int', 'long']);
/** What the text of the other types, but of dynamic values and guids, may match. */
const mayMatchOthers = /\d|^.?$|true|false|nan|inf/i;

function anyColumn(term: string, node: SyntaxNode, search: Search): Expression {
  const others = search.columns.filter(({ type }) => !searched.has(type));
  const isOpen =
    others.some(({ type }) => type === 'dynamic' || type === 'guid') || mayMatchOthers.test(term);
  if (others.length > 0 && isOpen)
    throw unsupported(`search for ${textOf(node)} in columns of such types`, node);
  return search.columns
    .filter(({ type }) => searched.has(type))
    .map((column): Expression => {
      const own = { kind: 'column', ...column, place: node } as const;
      const text = { kind: 'call', type: 'string', name: 'tostring', args: [own], place: node } as const;
      return match(column.type === 'string' ? own : text, term, node, search);
    })
    .reduce((all, one) => boolean('Or', [all, one], node), {
      kind: 'literal',
      type: 'bool',
      value: false,
      place: node,
    });
}

/** A star at an end says how the term may go on. */
function match(text: Expression, term: string, node: SyntaxNode, { isCaseSensitive }: Search): Expression {
  const bare = term.replace(/^\*/, '').replace(/\*$/, '');
  if (bare === '' || bare.includes('*')) throw unsupported(`${textOf(node)} in search`, node);
  const [starts, ends] = [term.startsWith('*'), term.endsWith('*')];
  const operator = starts && ends ? 'Contains' : starts ? 'HasSuffix' : ends ? 'HasPrefix' : 'Has';
  const literal = { kind: 'literal', type: 'string', value: bare, place: node } as const;
  return boolean(`${operator}${isCaseSensitive ? 'Cs' : ''}`, [text, literal], node);
}

function boolean(name: string, args: readonly Expression[], place: SyntaxNode): Expression {
  return { kind: 'call', type: 'bool', name, args, place };
}
