import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../model/arm.ts';
import { UsageFault } from '../answers/questions.ts';
import { isRecord } from '../template/functions.ts';

/** The built template of the solution in `root`. Throws `UsageFault` where there is none. */
export function readTemplate(root: string): JsonObject {
  const path = join(root, 'mainTemplate.json');
  try {
    const template = JSON.parse(readFileSync(path, 'utf8')) as JsonObject;
    if (isRecord(template) && Array.isArray(template['resources'])) return template;
  } catch (error) {
    const { code = 'it is no JSON' } = error as NodeJS.ErrnoException;
    throw new UsageFault(`cannot read ${path} (${code}); run npm run build:solution first`);
  }
  throw new UsageFault(`finds no template in ${path}; run npm run build:solution first`);
}

/** The parameter of the template, or undefined. */
export function hasParameter({ parameters }: JsonObject, name: string): boolean {
  return isRecord(parameters) && parameters[name] !== undefined;
}
