import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../model/arm.ts';
import { UsageFault } from '../answers/questions.ts';

/** The built template of the solution at `root`. Throws `UsageFault` where there is none. */
export function readTemplate(root: string): JsonObject {
  const path = join(root, 'mainTemplate.json');
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as JsonObject;
  } catch {
    throw new UsageFault(`cannot read ${path}; write it with npm run build:solution`);
  }
}
