/**
 * In: a compiled createUiDefinition.json, what the user has entered and what Azure answers. Out: what the
 * portal would show, and the parameters of the deployment. It models the documented behaviour only; what
 * the portal does with an expression that fails is not documented, so each failure is listed.
 */
import type { JsonObject } from '../model/arm.ts';
import { choicesOf, defaultOf, messagesOf, type Choice } from './control.ts';
import type { Entered, Scope } from './evaluate.ts';
import { resolveValue, type Failure } from './resolve.ts';
import { isList, isObject, member, sameValue, type Value, type ValueObject } from './value.ts';

export interface Answers {
  readonly subscription?: Value;
  readonly resourceGroup?: Value;
  readonly location?: Value;
  readonly basics?: ValueObject;
  readonly steps?: Readonly<Record<string, ValueObject>>;
  /** The actions that the user may do on the group; all where absent. */
  readonly permissions?: readonly string[];
}

export interface SessionOptions {
  /** What Azure answers; undefined while, or where, there is no answer. */
  readonly respond?: (request: { readonly method: string; readonly path: string }) => Value;
  readonly eagerIf?: boolean;
  /** Whether untouched controls hold their defaults: not so before the portal has drawn them. */
  readonly defaults?: boolean;
}

export interface ElementView {
  readonly name: string;
  readonly type: string;
  readonly visible: boolean;
  readonly value: Value;
  readonly choices: readonly Choice[];
  readonly messages: readonly string[];
  /** The element as the portal shows it: no expressions are left. */
  readonly shown: ValueObject;
}

export interface WizardView {
  readonly basics: readonly ElementView[];
  readonly steps: Readonly<Record<string, readonly ElementView[]>>;
  /** What the page says about the subscription and the resource group. */
  readonly basicsMessages: readonly string[];
  /** The parameters of the deployment; undefined where the user has not answered. */
  readonly outputs: ValueObject;
  readonly failures: readonly Failure[];
}

/** Controls depend on each other in chains of this length at most; a longer one never settles. */
const maximumRounds = 20;

const ambient = { now: '2026-01-01T00:00:00.000Z', random: () => 0.5 };

/** What the wizard shows for these answers, once nothing changes any more. */
export function runWizard(
  definition: JsonObject,
  answers: Answers,
  options: SessionOptions = {},
): WizardView {
  const parameters = member(definition, 'parameters');
  const failures = new Map<string, Failure>();
  const report = (failure: Failure): void => void failures.set(`${failure.path} ${failure.reason}`, failure);
  let entered: Entered = { ...placeOf(answers), basics: {}, steps: {} };
  for (let round = 0; round < maximumRounds; round++) {
    const scope = { entered, ambient, eagerIf: options.eagerIf ?? false };
    const basics = viewElements(
      member(parameters, 'basics'),
      'basics',
      answers.basics,
      scope,
      options,
      report,
    );
    const steps = Object.fromEntries(
      objects(member(parameters, 'steps')).map((step) => {
        const name = String(member(step, 'name'));
        const given = answers.steps?.[name];
        return [name, viewElements(member(step, 'elements'), `steps/${name}`, given, scope, options, report)];
      }),
    );
    const next: Entered = {
      ...placeOf(answers),
      basics: valuesOf(basics),
      steps: Object.fromEntries(Object.entries(steps).map(([name, views]) => [name, valuesOf(views)])),
    };
    if (sameValue(next.basics, entered.basics) && sameValue(next.steps, entered.steps)) {
      const outputs = resolveValue(member(parameters, 'outputs'), 'outputs', scope, report);
      const config = resolveValue(member(parameters, 'config'), 'config', scope, report);
      return {
        basics,
        steps,
        basicsMessages: configMessages(config, answers),
        outputs: isObject(outputs) ? outputs : {},
        failures: [...failures.values()],
      };
    }
    entered = next;
  }
  throw new Error('the wizard does not settle: two controls change each other without end');
}

function placeOf({ subscription, resourceGroup, location }: Answers): Omit<Entered, 'basics' | 'steps'> {
  return { subscription, resourceGroup, location };
}

function viewElements(
  elements: Value,
  path: string,
  given: ValueObject | undefined,
  scope: Scope,
  options: SessionOptions,
  report: (failure: Failure) => void,
): readonly ElementView[] {
  return objects(elements).map((element) => {
    const name = String(member(element, 'name'));
    const shown = resolveValue(element, `${path}/${name}`, scope, report);
    return viewElement(name, isObject(shown) ? shown : {}, given, options);
  });
}

function viewElement(
  name: string,
  shown: ValueObject,
  given: ValueObject | undefined,
  options: SessionOptions,
): ElementView {
  const type = String(member(shown, 'type'));
  const visible = (Object.hasOwn(shown, 'visible') ? member(shown, 'visible') : true) === true;
  let value: Value;
  if (type === 'Microsoft.Solutions.ArmApiControl') {
    value = member(shown, 'condition') === false ? undefined : answerTo(shown, options);
  } else if (visible) {
    // A control that is not visible has no value.
    value = member(given, name) ?? (options.defaults === false ? undefined : defaultOf(shown));
  }
  const messages = visible ? messagesOf(shown, value) : [];
  return { name, type, visible, value, choices: choicesOf(shown), messages, shown };
}

function answerTo(control: ValueObject, options: SessionOptions): Value {
  const request = member(control, 'request');
  const path = member(request, 'path');
  if (typeof path !== 'string') return undefined;
  return options.respond?.({ method: String(member(request, 'method') ?? 'GET'), path });
}

function configMessages(config: Value, answers: Answers): readonly string[] {
  const basics = member(config, 'basics');
  return ['subscription', 'resourceGroup'].flatMap((part) =>
    objects(member(member(member(basics, part), 'constraints'), 'validations'))
      .filter((rule) => {
        const permission = member(rule, 'permission');
        const denied = typeof permission === 'string' && answers.permissions?.includes(permission) === false;
        return denied || member(rule, 'isValid') === false;
      })
      .map((rule) => String(member(rule, 'message') ?? '')),
  );
}

function valuesOf(views: readonly ElementView[]): ValueObject {
  return Object.fromEntries(
    views.filter(({ value }) => value !== undefined).map(({ name, value }) => [name, value]),
  );
}

function objects(value: Value): readonly ValueObject[] {
  return isList(value) ? value.filter((item) => isObject(item)) : [];
}
