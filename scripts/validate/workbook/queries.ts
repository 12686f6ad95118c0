import { compose, type ComposedQuery } from '../../kql/compose.ts';
import { maskLiterals } from '../../kql/mask.ts';
import type { ParameterDefinition, QuerySource, WorkbookInput } from '../../model/workbook.ts';
import { isQuery, takeInventory, type Placed, type WorkbookInventory } from './inventory.ts';
import { fillReferences, formatValue, parseReferences, type FilledText } from './reference.ts';
import { samplesOf, type Sample } from './samples.ts';

/** A query over logs, of an item or of a parameter, with its fragments in place. */
export interface WorkbookQuery {
  readonly owner: Placed<{ readonly query?: string; readonly source?: QuerySource }>;
  readonly composed: ComposedQuery;
  /** The query with values for its parameters; the first has ordinary ones. */
  readonly variants: readonly [QueryVariant, ...QueryVariant[]];
}

export interface QueryVariant extends FilledText {
  /** The parameter with a value out of the ordinary. */
  readonly parameter: string | undefined;
  readonly sample: Sample | undefined;
  /** Its text outside of literals. */
  readonly shape: string;
  /** What settles whether the value fits: the query as written, up to the end of the step with the last reference. */
  readonly scope: string;
}

/** Every query over logs with its variants, one parameter changed at a time. */
export function listQueries(
  inventory: WorkbookInventory,
  fragments: WorkbookInput['fragments'],
): WorkbookQuery[] {
  const owners = [...inventory.parameters, ...inventory.items.filter((item) => isQuery(item.value))];
  const byName = new Map(inventory.parameters.map(({ value }) => [value.name, value]));
  return owners.flatMap((placed) => {
    const owner = placed as WorkbookQuery['owner'];
    const { query, source = 'logs' } = owner.value;
    if (query === undefined || source !== 'logs') return [];
    const composed = compose(query, fragments);
    return [{ owner, composed, variants: listVariants(composed.text, byName) }];
  });
}

/** A query as it reaches the workspace, for binding and running outside of a workbook. */
export interface BindableQuery {
  readonly text: string;
  /** `path#value/path` of the query in the sources. */
  readonly path: string;
  /** What the parameter out of the ordinary holds. */
  readonly samples: Readonly<Record<string, string>>;
}

/** The texts of all variants; variants that differ in their string literals only are listed once. */
export function workbookQueries(input: WorkbookInput): BindableQuery[] {
  return listQueries(takeInventory(input), input.fragments).flatMap(({ owner, variants }) =>
    distinctShapes(variants).map(({ text, parameter, sample }) => ({
      text,
      path: `${owner.document.source.path}#${owner.path.join('/')}/query`,
      samples: parameter === undefined ? {} : { [parameter]: sample?.plain ?? '' },
    })),
  );
}

/** Leaves out variants whose text outside of literals equals that of an earlier one. */
export function distinctShapes(variants: readonly QueryVariant[]): QueryVariant[] {
  const seen = new Set<string>();
  return variants.filter(({ shape }) => {
    if (seen.has(shape)) return false;
    seen.add(shape);
    return true;
  });
}

/**
 * The variants that tell something new: of those that differ outside of literals, the first of each scope.
 * `bound` holds the scopes seen so far, over all queries.
 *
 * A `where` step passes on the columns that it gets, whatever its condition. So the steps after it see the
 * same columns with either value, and they are bound with the ordinary one; the steps up to it are bound
 * with the other value in the query where this scope came first.
 */
export function variantsToBind(variants: readonly QueryVariant[], bound: Set<string>): QueryVariant[] {
  return distinctShapes(variants).filter(({ parameter, sample, scope }) => {
    if (parameter === undefined) return true;
    const key = [parameter, sample?.title, scope].join('\0');
    if (bound.has(key)) return false;
    bound.add(key);
    return true;
  });
}

/**
 * A query up to the end of the step with the last reference to a parameter, where each of its references
 * stands in a `where` step; else the whole query.
 */
export function scopeOf(query: string, parameter: string): string {
  const code = maskLiterals(query);
  const places = parseReferences(query).filter(({ name }) => name === parameter);
  const last = places.at(-1);
  const isFilter = places.every(({ start }) => /^\s*where\b/.test(code.slice(stepStart(code, start), start)));
  return last && isFilter ? query.slice(0, stepEnd(code, last.start + last.length)) : query;
}

/** Where the step begins that holds `offset`: after the nearest bar, semicolon or open bracket before it. */
function stepStart(code: string, offset: number): number {
  return boundary(code, offset - 1, -1, ')]}', '([{') + 1;
}

function stepEnd(code: string, offset: number): number {
  return boundary(code, offset, 1, '([{', ')]}');
}

/** The first bar, semicolon or bracket that closes more than was opened on the way. */
function boundary(code: string, from: number, step: 1 | -1, opening: string, closing: string): number {
  let depth = 0;
  for (let at = from; at >= 0 && at < code.length; at += step) {
    const character = code.charAt(at);
    if (depth === 0 && '|;'.includes(character)) return at;
    if (opening.includes(character)) depth++;
    if (closing.includes(character) && depth-- === 0) return at;
  }
  return step === 1 ? code.length : -1;
}

/** What of a query is not within a literal: equal for two values unless one breaks out of its literal. */
export function shapeOf(text: string): string {
  return maskLiterals(text).replace(/\s+/g, ' ');
}

function listVariants(
  text: string,
  parameters: ReadonlyMap<string, ParameterDefinition>,
): [QueryVariant, ...QueryVariant[]] {
  const used = new Set(parseReferences(text).map(({ name }) => name));
  const scopes = new Map([...used].map((name) => [name, scopeOf(text, name)]));
  const fill = (changed?: string, sample?: Sample): QueryVariant => {
    const filled = fillReferences(text, ({ name, format }) => {
      const parameter = parameters.get(name);
      if (!parameter) return undefined;
      const value = name === changed && sample ? sample : samplesOf(parameter)[0];
      return formatValue(parameter.kind, value, format);
    });
    const scope = changed === undefined ? text : (scopes.get(changed) ?? text);
    return { ...filled, shape: shapeOf(filled.text), parameter: changed, sample, scope };
  };
  const changes = [...used].flatMap((name) => {
    const parameter = parameters.get(name);
    return parameter
      ? samplesOf(parameter)
          .slice(1)
          .map((sample) => fill(name, sample))
      : [];
  });
  return [fill(), ...changes];
}
