import { remedyOf } from './remedies.ts';
import type { StepFault } from './step.ts';

/** A refusal of Azure for people: what was being done, Azure's own words, where it comes from, what to do. */
export function faultText(stepFault: StepFault): string {
  const { step, fault, source } = stepFault;
  const remedy = remedyOf(fault);
  return [
    `could not ${step}.`,
    `  Azure says ${fault.code}: ${fault.message.trim()}`,
    ...(fault.target === undefined ? [] : [`  about ${fault.target}`]),
    ...(source === undefined ? [] : [`  defined in ${source.file}:${source.line}`]),
    ...(remedy === undefined ? [] : [`  ${remedy}`]),
  ].join('\n');
}

/** The same for programs. */
export function faultJson(stepFault: StepFault): Readonly<Record<string, unknown>> {
  const { step, fault, source } = stepFault;
  const { status, code, message, target } = fault;
  const remedy = remedyOf(fault);
  return {
    step,
    status,
    code,
    message,
    ...(target === undefined ? {} : { target }),
    ...(source === undefined ? {} : { definition: source }),
    ...(remedy === undefined ? {} : { remedy }),
  };
}
