import { backtest } from './backtest.ts';
import { buildSolution } from './build-solution.ts';
import type { Command } from './command.ts';
import { completion } from './completion.ts';
import { explain } from './explain.ts';
import { format } from './format.ts';
import { inspect } from './inspect.ts';
import { kql } from './kql.ts';
import { kqlScore } from './kql-score.ts';
import { mutateRules } from './mutate-rules.ts';
import { newContent } from './new.ts';
import { connector } from './connector.ts';
import { coverage } from './coverage.ts';
import { deploy } from './deploy.ts';
import { drift } from './drift.ts';
import { doctor } from './doctor.ts';
import { remove } from './remove.ts';
import { rotateKey } from './rotate-key.ts';
import { status } from './status.ts';
import { deadletters } from './deadletters.ts';
import { simulator } from './simulator.ts';
import { testRules } from './test-rules.ts';
import { update } from './update.ts';
import { validate } from './validate.ts';
import { verify } from './verify.ts';
import { versionBump } from './version-bump.ts';

/** Every command, in the order in which help shows them. */
export const commands: readonly Command[] = [
  buildSolution,
  validate,
  explain,
  versionBump,
  inspect,
  verify,
  newContent,
  format,
  completion(() => commands),
  kql,
  kqlScore,
  testRules,
  backtest,
  coverage,
  mutateRules,
  simulator,
  connector,
  deadletters,
  deploy,
  status,
  doctor,
  update,
  drift,
  rotateKey,
  remove,
];
