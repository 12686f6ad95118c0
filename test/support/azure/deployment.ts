/** Deployments as they run: step by step, each resource after those that it depends on. */
import type { Declared, Expansion } from './arm/template.ts';
import type { ErrorBody } from './exchange.ts';

export type State = 'Accepted' | 'Running' | 'Succeeded' | 'Failed' | 'Canceled';

export interface Step {
  readonly operationId: string;
  readonly declared: Declared;
  state: 'Pending' | State;
  startedAt: number;
  endedAt: number;
  statusCode: string;
  error: ErrorBody | undefined;
  nested: Run | undefined;
}

export interface Run {
  readonly id: string;
  readonly name: string;
  readonly correlationId: string;
  readonly template: unknown;
  readonly expansion: Expansion;
  readonly steps: readonly Step[];
  readonly startedAt: number;
  endedAt: number;
  state: State;
  isCancelled: boolean;
  outputs: ReturnType<Expansion['outputs']> | undefined;
  error: ErrorBody | undefined;
}

/** What runs do to the rest of the stand-in. */
export interface Workshop {
  /** Creates the resource; throws `Refused` where Azure would. */
  create(declared: Declared): { readonly statusCode: string };
  /** Begins a nested deployment and writes it down. */
  beginNested(declared: Declared, parent: Run): Run;
  /** The error of what `create` threw. */
  errorOf(thrown: unknown): ErrorBody;
  readonly atOnce: number;
  /** Of the next record, in milliseconds. */
  now(): number;
}

export function hasEnded({ state }: { readonly state: string }): boolean {
  return state === 'Succeeded' || state === 'Failed' || state === 'Canceled';
}

/** One step forward: what runs is finished, what can begin is begun. */
export function advance(run: Run, workshop: Workshop): void {
  if (hasEnded(run)) return;
  run.state = 'Running';
  for (const step of run.steps.filter(({ state }) => state === 'Running')) finish(step, run, workshop);
  const isStopped = run.isCancelled || run.steps.some(({ state }) => state === 'Failed');
  if (!isStopped) {
    const free = workshop.atOnce - run.steps.filter(({ state }) => state === 'Running').length;
    for (const step of run.steps.filter((step) => isReady(step, run)).slice(0, free))
      begin(step, run, workshop);
  }
  if (run.steps.some(({ state }) => state === 'Running')) return;
  conclude(run, workshop);
}

function isReady({ state, declared }: Step, { steps }: Run): boolean {
  if (state !== 'Pending') return false;
  return declared.dependsOn.every(
    (id) => steps.find((other) => other.declared.id.toLowerCase() === id)?.state === 'Succeeded',
  );
}

function begin(step: Step, run: Run, workshop: Workshop): void {
  step.state = 'Running';
  step.startedAt = workshop.now();
  if (!step.declared.nested) return;
  try {
    step.nested = workshop.beginNested(step.declared, run);
  } catch (error) {
    fail(step, workshop.errorOf(error), 'BadRequest', workshop);
  }
}

function finish(step: Step, run: Run, workshop: Workshop): void {
  const { nested } = step;
  if (nested) {
    if (run.isCancelled) nested.isCancelled = true;
    advance(nested, workshop);
    if (!hasEnded(nested)) return;
    if (nested.state === 'Succeeded') succeed(step, 'OK', workshop);
    else if (nested.state === 'Canceled') step.state = 'Canceled';
    else fail(step, nestedError(nested), 'Conflict', workshop);
    return;
  }
  try {
    succeed(step, workshop.create(step.declared).statusCode, workshop);
  } catch (error) {
    const body = workshop.errorOf(error);
    fail(step, body, statusCodes[body.code] ?? 'Conflict', workshop);
  }
}

const statusCodes: Readonly<Record<string, string>> = {
  AuthorizationFailed: 'Forbidden',
  RequestDisallowedByPolicy: 'Forbidden',
  BadRequest: 'BadRequest',
  PrincipalNotFound: 'BadRequest',
  InvalidTemplate: 'BadRequest',
};

function succeed(step: Step, statusCode: string, workshop: Workshop): void {
  Object.assign(step, { state: 'Succeeded', statusCode, endedAt: workshop.now() });
}

function fail(step: Step, error: ErrorBody, statusCode: string, workshop: Workshop): void {
  Object.assign(step, { state: 'Failed', statusCode, error, endedAt: workshop.now() });
}

function conclude(run: Run, workshop: Workshop): void {
  run.endedAt = workshop.now();
  const failed = run.steps.filter(({ state }) => state === 'Failed');
  if (failed.length > 0) {
    run.state = 'Failed';
    run.error = deploymentFailed(
      run.id,
      failed.flatMap(({ error }) => error ?? []),
    );
    return;
  }
  if (run.isCancelled) {
    run.state = 'Canceled';
    run.error = {
      code: 'DeploymentCanceled',
      message: `The deployment '${run.name}' has been canceled, correlation ID ${run.correlationId}. Please see https://aka.ms/arm-debug for further details.`,
    };
    return;
  }
  try {
    run.outputs = run.expansion.outputs();
    run.state = 'Succeeded';
  } catch (error) {
    run.state = 'Failed';
    run.error = deploymentFailed(run.id, [
      { code: 'DeploymentOutputEvaluationFailed', message: workshop.errorOf(error).message },
    ]);
  }
}

/** Says little itself; what failed lies within. */
function deploymentFailed(target: string, details: readonly ErrorBody[]): ErrorBody {
  return {
    code: 'DeploymentFailed',
    target,
    message:
      'At least one resource deployment operation failed. Please list deployment operations for details. Please see https://aka.ms/arm-deployment-operations for usage details.',
    details,
  };
}

function nestedError(nested: Run): ErrorBody {
  return {
    code: 'ResourceDeploymentFailure',
    target: nested.id,
    message:
      "The resource write operation failed to complete successfully, because it reached terminal provisioning state 'Failed'.",
    details: nested.error ? [nested.error] : [],
  };
}
