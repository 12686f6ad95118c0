import type { Json, JsonObject } from '../model/arm.ts';
import type { WatchlistRow } from './answers/privileged.ts';
import type { Surroundings } from './answers/surroundings.ts';
import type { Azure } from './azure/azure.ts';
import type { Target } from './azure/resource-id.ts';
import type { CheckResult } from './checks/check.ts';
import type { KeyQuestion } from './checks/api-key.ts';
import type { StepFault } from './outcome/step.ts';
import type { Summary } from './outcome/summary.ts';
import type { PackageFile } from './package/package-file.ts';
import type { PutBlob } from './package/upload.ts';
import type { Interrupts } from './progress/interrupt.ts';
import type { Prediction } from './what-if/prediction.ts';

/** What is to be deployed, and how. */
export interface DeploymentRequest {
  readonly template: JsonObject;
  /** By name, without those that the workspace says itself. */
  readonly parameters: Readonly<Record<string, Json>>;
  /** Checked before anything else, where given. */
  readonly key?: KeyQuestion;
  readonly recoverVault?: boolean;
  readonly package?: PackageFile;
  readonly privileged?: readonly WatchlistRow[];
  /** Stop after the prediction. */
  readonly whatIfOnly?: boolean;
  /** Show the noise of the prediction, too. */
  readonly full?: boolean;
  /** Ask nobody. */
  readonly yes?: boolean;
}

/** Where and by whom. */
export interface DeploymentAround {
  readonly azure: Azure;
  readonly target: Target;
  readonly surroundings: Surroundings;
  /** Folder of the solution, for the places of definitions. */
  readonly root: string;
  /** One document on standard output: nothing else is written there. */
  readonly isJson: boolean;
  /** Said of the command in texts: `deploy`. */
  readonly command: string;
  /** The rest has its usual form where absent. */
  readonly interrupts?: Interrupts;
  readonly putBlob?: PutBlob;
  /** Milliseconds before the n-th question about a running deployment. */
  wait?(n: number): number;
}

/** What came of it. */
export interface DeploymentReport {
  /**
   * `refused`: a check before it failed, nothing was changed. `left`: it goes on in Azure, the person did not
   * wait for its end.
   */
  readonly outcome: 'predicted' | 'refused' | 'succeeded' | 'failed' | 'left';
  readonly target: Target;
  readonly checks: readonly CheckResult[];
  readonly prediction?: Prediction;
  readonly summary?: Summary;
  readonly failures?: readonly StepFault[];
  /** What was done after the deployment, in sentences. */
  readonly remarks?: readonly string[];
}
