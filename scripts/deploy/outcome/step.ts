import { AzureFault } from '../azure/azure-fault.ts';
import type { SourcePlace } from './source-place.ts';

/** What was being done when Azure answered otherwise than hoped. */
export class StepFault extends Error {
  /** `list the workspaces`: goes on after "could not". */
  readonly step: string;
  readonly fault: AzureFault;
  /** The definition that it comes from, where a resource of the template failed. */
  readonly source: SourcePlace | undefined;

  constructor(step: string, fault: AzureFault, source?: SourcePlace) {
    super(fault.message);
    this.name = 'StepFault';
    this.step = step;
    this.fault = fault;
    this.source = source;
  }
}

/** Does the work; what Azure refuses in it is told with the name of the step. The innermost step counts. */
export async function during<T>(step: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof AzureFault ? new StepFault(step, error) : error;
  }
}
