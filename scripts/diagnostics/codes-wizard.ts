import { defineCodes } from './code.ts';

/** Findings about solution/wizard.yaml. */
export const wizardCodes = defineCodes({
  'wizard-expression': {
    severity: 'error',
    message: 'The expression cannot be read: {reason}.',
    remedy: 'Mend the expression at the place marked.',
  },
  'wizard-unknown-function': {
    severity: 'error',
    message: 'The wizard of the Azure portal has no function "{name}".{hint}',
    remedy: 'Use one of the documented functions; names are case-sensitive.',
  },
  'wizard-arguments': {
    severity: 'error',
    message: 'The call does not fit the function: {reason}.',
    remedy: 'Give the function the arguments that it takes.',
  },
  'wizard-unknown-variable': {
    severity: 'error',
    message: 'The name "{name}" is not the parameter of a lambda around it.',
    remedy: 'Put a text in single quotes; a named expression stands in braces after a dollar sign.',
  },
  'wizard-unknown-control': {
    severity: 'error',
    message: 'The expression refers to {what}, which the wizard does not have.',
    remedy: 'Correct the name, or add the control.',
  },
  'wizard-connector-reference': {
    severity: 'error',
    message: 'The expression refers to {what}, which is left out where only the content is installed.',
    remedy: 'Mark what holds the expression as connectorOnly too, or refer to something else.',
  },
  'wizard-unknown-placeholder': {
    severity: 'error',
    message: 'The placeholder "{name}" has no meaning here.',
    remedy: 'Use one that the head of the file lists, or a named expression that does not refer to itself.',
  },
  'wizard-unused-expression': {
    severity: 'error',
    message: 'The named expression "{name}" is not used.',
    remedy: 'Remove it.',
  },
  'wizard-not-total': {
    severity: 'error',
    message: 'The expression fails {when}: {reason}.',
    remedy: 'Replace what has no value by one of the right type with coalesce(..., ...) before it is used.',
  },
  'wizard-duplicate-name': {
    severity: 'error',
    message: 'The name "{name}" stands twice here.',
    remedy: 'Give every control of a step, and every step, a name of its own.',
  },
  'wizard-control-name': {
    severity: 'error',
    message: 'The name "{name}" cannot be referred to.',
    remedy: 'Use letters, digits and underscores only, with a letter first.',
  },
  'wizard-blank': {
    severity: 'error',
    message: '"{key}" is blank.',
    remedy: 'Remove the key, or give it a value.',
  },
  'wizard-tooltip-missing': {
    severity: 'error',
    message: 'The control "{name}" has no toolTip.',
    remedy: 'Add a toolTip that tells what to enter.',
  },
  'wizard-default-label': {
    severity: 'error',
    message: 'The default "{value}" is not a label of the list.',
    remedy: 'Name one of the labels (not the values): {labels}.',
  },
  'wizard-pattern': {
    severity: 'error',
    message: 'The pattern cannot be used: {reason}.',
    remedy: 'Write a JavaScript pattern with a length part such as {example}.',
  },
  'wizard-validation-message': {
    severity: 'error',
    message: 'The validation has no message.',
    remedy: 'Say what the user has to enter.',
  },
  'wizard-confirmation-hidden': {
    severity: 'error',
    message: 'The confirmation of "{name}" is hidden or has no label.',
    remedy: 'Leave hideConfirmation false and give both labels: certification refuses a hidden confirmation.',
  },
  'wizard-key-exposed': {
    severity: 'error',
    message: 'The secret "{name}" would be shown or sent.',
    remedy: 'Keep a secret out of requests and texts; only its output and conditions may use it.',
  },
  'wizard-output-unknown': {
    severity: 'error',
    message: 'The output "{name}" is not a parameter of the template.',
    remedy: 'Name the output like the parameter that it fills.',
  },
  'wizard-output-missing': {
    severity: 'error',
    message: 'The parameter "{name}" of the template has no default and is not filled.',
    remedy: 'Add an output "{name}", or give the parameter a default.',
  },
  'wizard-output-location': {
    severity: 'error',
    message: 'The output "location" is not [location()].',
    remedy: 'Give it the value "[location()]": certification asks for exactly this.',
  },
  'wizard-output-secret': {
    severity: 'error',
    message: 'The secret "{name}" does not reach a secure parameter.',
    remedy: 'Add an output with it that is named like a parameter of the type securestring.',
  },
  'wizard-output-type': {
    severity: 'error',
    message: 'The output "{name}" is {found}; the parameter is of the type {wanted}.',
    remedy: 'Convert the value, for example with int(...) or bool(...).',
  },
  'wizard-value-not-allowed': {
    severity: 'error',
    message: 'The template does not allow {what} for the parameter "{name}".',
    remedy: 'Offer exactly the values that the parameter allows, its default among them.',
  },
});
