/**
 * Compiles JSON schemas when they are first needed. The bundle of the toolchain holds the compiled
 * functions instead of this file (see bundle-cli.mjs): compiling takes a quarter of a second.
 */
import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { ajvOptions } from './ajv-options.mjs';

/** The folder of the JSON schemas, which editors use as well. */
const schemaFolder = new URL('../../solution/schemas/', import.meta.url);

const validators = new Map<string, ValidateFunction>();

/** The validator of `solution/schemas/<name>.schema.json`. */
export function validatorOf(name: string): ValidateFunction {
  let validate = validators.get(name);
  if (!validate) {
    const text = readFileSync(new URL(`${name}.schema.json`, schemaFolder), 'utf8');
    validators.set(name, (validate = new Ajv(ajvOptions).compile(JSON.parse(text) as object)));
  }
  return validate;
}
