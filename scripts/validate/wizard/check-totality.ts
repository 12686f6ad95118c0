import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { WizardInput } from '../../model/wizard.ts';
import { descendants } from '../../wizard/expression.ts';
import { evaluate, type Entered } from '../../wizard/evaluate.ts';
import type { Value, ValueObject } from '../../wizard/value.ts';
import { filledExpressions } from './check-expressions.ts';
import { fixedChoices, type ControlSite } from './controls.ts';
import type { TextSite } from './sites.ts';

const ambient = { now: '2026-01-01T00:00:00.000Z', random: () => 0.5 };

/** A moment of the wizard at which every expression has to have a value. */
interface Moment {
  readonly when: string;
  readonly entered: Entered;
}

/**
 * No expression may fail, whatever has been answered so far; every branch of an `if` is evaluated. Of a
 * named expression that fails only itself is reported, not all that use it.
 */
export function checkTotality(
  sites: readonly TextSite[],
  controls: readonly ControlSite[],
  input: WizardInput,
): Diagnostic[] {
  const moments = momentsOf(controls, input);
  const failing = (site: TextSite): Diagnostic[] => failure(site, moments);
  const named = sites.filter(({ path }) => path[0] === 'expressions').flatMap(failing);
  return named.length > 0 ? named : sites.flatMap(failing);
}

/** Everything answered: what the types of outputs are judged by. */
export function answeredMoment(controls: readonly ControlSite[], input: WizardInput): Entered {
  return enter(controls, input, { value: [] });
}

function momentsOf(controls: readonly ControlSite[], input: WizardInput): readonly Moment[] {
  const place = placeOf(input);
  return [
    { when: 'before anything is answered', entered: { basics: {}, steps: {} } },
    { when: 'before the controls are answered', entered: { ...place, basics: {}, steps: {} } },
    { when: 'once everything is answered', entered: answeredMoment(controls, input) },
    { when: 'with a list of items without properties', entered: enter(controls, input, { value: [{}] }) },
    { when: 'when a request is refused', entered: enter(controls, input, { error: {} }) },
  ];
}

function failure(site: TextSite, moments: readonly Moment[]): Diagnostic[] {
  const expressions = filledExpressions(site);
  // What still holds a placeholder has been reported as such.
  if (expressions.some((e) => descendants(e).some((part) => part.kind === 'placeholder'))) return [];
  for (const { when, entered } of moments) {
    for (const expression of expressions) {
      const result = evaluate(expression, { entered, ambient, eagerIf: true });
      if ('problem' in result) {
        const { reason } = result.problem;
        return [diagnostic('wizard-not-total', site.at(result.problem.offset), { when, reason })];
      }
    }
  }
  return [];
}

function placeOf({ solution }: WizardInput): Omit<Entered, 'basics' | 'steps'> {
  return {
    subscription: {
      id: '/subscriptions/id',
      subscriptionId: 'id',
      tenantId: 'id',
      displayName: solution.name,
    },
    resourceGroup: { mode: 'Existing', name: 'group', location: 'westeurope' },
    location: 'westeurope',
  };
}

function enter(controls: readonly ControlSite[], input: WizardInput, response: ValueObject): Entered {
  const values = (step: string | undefined): ValueObject =>
    Object.fromEntries(
      controls
        .filter((control) => control.step === step)
        .map(({ element }) => [element.name, sampleOf(element, input, response)]),
    );
  const steps = [...new Set(controls.flatMap(({ step }) => (step === undefined ? [] : [step])))];
  return {
    ...placeOf(input),
    basics: values(undefined),
    steps: Object.fromEntries(steps.map((step) => [step, values(step)])),
  };
}

function sampleOf(element: ControlSite['element'], input: WizardInput, response: ValueObject): Value {
  switch (element.type) {
    case 'Microsoft.Solutions.ArmApiControl':
      return response;
    case 'Microsoft.Common.CheckBox':
      return true;
    case 'Microsoft.Common.DropDown': {
      const first = fixedChoices(element, input)?.[0]?.value ?? 'text';
      return element['multiselect'] === true ? [first] : first;
    }
    default:
      return 'text';
  }
}
