import { buildSolution } from './build-solution.ts';
import type { Command } from './command.ts';
import { validate } from './validate.ts';
import { versionBump } from './version-bump.ts';

/** Every command, in the order in which help shows them. */
export const commands: readonly Command[] = [buildSolution, validate, versionBump];
