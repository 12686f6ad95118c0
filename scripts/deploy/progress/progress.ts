import type { Snapshot } from './follow.ts';

/** Shows how far a deployment is. */
export interface Progress {
  show(snapshot: Snapshot): void;
  /** A line that has to be seen while the deployment runs. */
  say(text: string): void;
  /** Nothing more comes; leaves the last state. */
  end(): Promise<void>;
}
