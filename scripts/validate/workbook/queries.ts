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
  return variants.filter(({ text }) => {
    const shape = shapeOf(text);
    if (seen.has(shape)) return false;
    seen.add(shape);
    return true;
  });
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
  const fill = (changed?: string, sample?: Sample): QueryVariant => {
    const filled = fillReferences(text, ({ name, format }) => {
      const parameter = parameters.get(name);
      if (!parameter) return undefined;
      const value = name === changed && sample ? sample : samplesOf(parameter)[0];
      return formatValue(parameter.kind, value, format);
    });
    return { ...filled, parameter: changed, sample };
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
