import { isList, isObject, member, sameValue, type Value, type ValueObject } from './value.ts';

const requiredMessage = 'A value is required.';

/** An item of a drop-down list. */
export interface Choice {
  readonly label: string;
  readonly value: Value;
}

/** The items of a control's `allowedValues`, once its expressions are evaluated. */
export function choicesOf(element: ValueObject): readonly Choice[] {
  const items = member(member(element, 'constraints'), 'allowedValues');
  if (!isList(items)) return [];
  return items.map((item) => {
    if (!isObject(item)) return { label: String(item), value: item };
    return { label: String(member(item, 'label') ?? ''), value: member(item, 'value') };
  });
}

/** The value of a control that the user has not touched: its default, of a list the first item. */
export function defaultOf(element: ValueObject): Value {
  const given = member(element, 'defaultValue');
  switch (member(element, 'type')) {
    case 'Microsoft.Common.DropDown': {
      const choices = choicesOf(element);
      if (hasSeveral(element)) {
        const labels = isList(given) ? given : given === undefined ? [choices[0]?.label] : [given];
        return choices.filter(({ label }) => labels.includes(label)).map(({ value }) => value);
      }
      const chosen = given === undefined ? choices[0] : choices.find(({ label }) => label === given);
      return chosen?.value;
    }
    case 'Microsoft.Common.CheckBox':
      return given === true;
    case 'Microsoft.Common.TextBox':
      return given;
    default:
      return undefined;
  }
}

/** Whether a drop-down list takes several of its items: its value is then a list. */
function hasSeveral(element: ValueObject): boolean {
  return member(element, 'multiselect') === true;
}

/** What the portal says below a visible control that holds `value`, once its expressions are evaluated. */
export function messagesOf(element: ValueObject, value: Value): readonly string[] {
  const constraints = member(element, 'constraints');
  const several = hasSeveral(element) && isList(value) ? value : undefined;
  if (value === undefined || value === null || value === '' || several?.length === 0) {
    return member(constraints, 'required') === true ? [requiredMessage] : [];
  }
  const messages = patternMessages(constraints, value);
  const listed = member(element, 'type') === 'Microsoft.Common.DropDown';
  const choices = choicesOf(element);
  const isOffered = (one: Value): boolean => choices.some((choice) => sameValue(choice.value, one));
  if (listed && !(several ?? [value]).every(isOffered)) {
    messages.push('The value is not in the list.');
  }
  return messages;
}

function patternMessages(constraints: Value, value: Value): string[] {
  const validations = member(constraints, 'validations');
  const rules = [
    { regex: member(constraints, 'regex'), message: member(constraints, 'validationMessage') },
    ...(isList(validations) ? validations : []),
  ];
  const broken = rules.filter((rule) => {
    const regex = member(rule, 'regex');
    const isValid = member(rule, 'isValid');
    return isValid === false || (typeof regex === 'string' && !new RegExp(regex).test(String(value)));
  });
  return broken.map((rule) => String(member(rule, 'message') ?? ''));
}
