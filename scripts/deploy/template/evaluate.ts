import type { Json, JsonObject } from '../../model/arm.ts';
import { parseTemplateExpression, readTemplateText, type TemplateExpression } from './expression.ts';
import { functions, idFunctions, isRecord, type Place } from './functions.ts';

/** What expressions of one template refer to. */
export interface TemplateScope {
  readonly place: Place;
  readonly parameters: JsonObject;
  /** As they are written: a variable is evaluated where it is asked for. */
  readonly variables: JsonObject;
  /** Properties of a resource that is there; undefined where nobody knows them. */
  readonly reference: (id: string) => Json | undefined;
  /** The number of the copy that is made. */
  readonly copy?: number;
}

/** An expression that cannot be evaluated: it names what is not there, or a function of other templates. */
export class ExpressionFault extends Error {}

/** Something that only a deployment knows, such as a property of a resource that is not there yet. */
export class UnknownValue extends Error {
  readonly id: string;

  constructor(id: string) {
    super(`Nothing is known of ${id}.`);
    this.id = id;
  }
}

/** A value with all its expressions evaluated. Throws `ExpressionFault`, or `UnknownValue`. */
export function evaluateValue(value: Json, scope: TemplateScope): Json {
  if (typeof value === 'string') return evaluateText(value, scope);
  if (Array.isArray(value)) return value.map((item: Json) => evaluateValue(item, scope));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      String(evaluateText(key, scope)),
      evaluateValue(member, scope),
    ]),
  );
}

export function evaluateText(text: string, scope: TemplateScope): Json {
  const read = readTemplateText(text);
  return 'literal' in read ? read.literal : evaluate(parseTemplateExpression(read.source), scope);
}

function evaluate(expression: TemplateExpression, scope: TemplateScope): Json {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'member':
      return memberOf(evaluate(expression.of, scope), evaluate(expression.key, scope));
    case 'call':
      return call(expression, scope);
  }
}

function call(
  { name, args }: Extract<TemplateExpression, { readonly kind: 'call' }>,
  scope: TemplateScope,
): Json {
  const [first, ...others] = args;
  // Only the branch that is taken has to have a value.
  if (name === 'if' && first) {
    const chosen = others[evaluate(first, scope) === true ? 0 : 1];
    if (chosen) return evaluate(chosen, scope);
  }
  const values = args.map((argument) => evaluate(argument, scope));
  const subject = String(values[0] ?? '');
  const { place } = scope;
  switch (name) {
    case 'parameters':
      return own(scope.parameters, subject, 'parameter');
    case 'variables':
      return evaluateValue(own(scope.variables, subject, 'variable'), scope);
    case 'copyindex':
      return (scope.copy ?? 0) + Number(values[0] ?? 0);
    case 'subscription':
      return {
        id: `/subscriptions/${place.subscriptionId}`,
        subscriptionId: place.subscriptionId,
        tenantId: place.tenantId,
      };
    case 'resourcegroup':
      return { name: place.resourceGroup, location: place.location };
    case 'reference': {
      const known = scope.reference(subject);
      if (known === undefined) throw new UnknownValue(subject);
      return known;
    }
  }
  const work = functions[name] ?? idFunctions(place)[name];
  if (!work) throw new ExpressionFault(`The function ${name} is not known here.`);
  return work(...values);
}

function own(values: JsonObject, name: string, what: string): Json {
  const key = Object.keys(values).find((one) => one.toLowerCase() === name.toLowerCase());
  if (key === undefined) throw new ExpressionFault(`There is no ${what} ${name}.`);
  return values[key] ?? null;
}

function memberOf(value: Json, key: Json): Json {
  const found = Array.isArray(value)
    ? value[Number(key)]
    : isRecord(value)
      ? Object.entries(value).find(([name]) => name.toLowerCase() === String(key).toLowerCase())?.[1]
      : undefined;
  if (found === undefined) throw new ExpressionFault(`There is no property ${String(key)}.`);
  return found;
}
