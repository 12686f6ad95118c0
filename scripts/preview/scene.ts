import type { Result } from '../workbook-run/result.ts';
import type { Bounds } from '../workbook-run/time-range.ts';
import type { ParameterValues } from '../workbook-run/notebook.ts';
import type { Random } from './random.ts';

/** What somebody sees who looks at a workbook: a picture of it is drawn from this. */
export interface Scene {
  /** What parameters hold. */
  readonly values: ParameterValues;
  /** What is read of them, where that is something else. */
  readonly labels: ParameterValues;
  readonly bounds: Bounds;
  /** What the workspace answers an item; undefined where it is not asked. */
  answer(item: string): Result | undefined;
}

/** What an item shows: the answer of its query, or made-up values where nothing was asked. */
export interface Shown {
  readonly result: Result | undefined;
  readonly bounds: Bounds;
  readonly random: Random;
}
