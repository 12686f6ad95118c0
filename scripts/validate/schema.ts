import type { ErrorObject } from 'ajv';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { Path, YamlDocument } from '../load/yaml.ts';
import { remember } from '../model/remember.ts';
import { validatorOf } from './schema-validator.ts';

/** Checks a document against `solution/schemas/<schema>.schema.json`. */
export const checkSchema = remember((document: YamlDocument, schema: string): readonly Diagnostic[] => {
  const validate = validatorOf(schema);
  if (validate(document.value)) return [];
  const errors = validate.errors ?? [];
  return mostTelling(errors).map((error) => toDiagnostic(document, error));
});

/** Errors of the branches of `anyOf`, `oneOf` and `if` only repeat what the branch that fits best says. */
function mostTelling(errors: readonly ErrorObject[]): ErrorObject[] {
  const told = errors.filter((e) => !['if', 'anyOf', 'oneOf'].includes(e.keyword));
  return told.length > 0 ? told : [...errors];
}

function toDiagnostic(document: YamlDocument, error: ErrorObject): Diagnostic {
  const path = toPath(error.instancePath);
  const params = error.params as Readonly<Record<string, unknown>>;
  if (error.keyword === 'additionalProperties' || error.keyword === 'propertyNames') {
    const key = String(params['additionalProperty'] ?? params['propertyName']);
    const known = Object.keys((error.parentSchema?.['properties'] as object | undefined) ?? {});
    const similar = nearest(key, known);
    const hint = similar ? ` Did you mean "${similar}"?` : '';
    return diagnostic('schema-unknown-key', document.at([...path, key], 'key'), { key, hint });
  }
  if (error.keyword === 'required' || error.keyword === 'dependentRequired') {
    const key = String(params['missingProperty']);
    return diagnostic('schema-missing-key', document.at(path, 'key'), { key });
  }
  const what = path.length === 0 ? 'The document' : `"${String(path.at(-1))}"`;
  return diagnostic('schema-value', document.at(path), { what, reason: reasonOf(error, params) });
}

function reasonOf(error: ErrorObject, params: Readonly<Record<string, unknown>>): string {
  switch (error.keyword) {
    case 'enum': {
      const allowed = params['allowedValues'] as readonly unknown[];
      const similar = nearest(String(error.data), allowed.map(String));
      return `is ${show(error.data)}, but must be one of: ${allowed.map(String).join(', ')}${similar ? ` (did you mean ${similar}?)` : ''}`;
    }
    case 'const':
      return `is ${show(error.data)}, but must be ${show(params['allowedValue'])}`;
    case 'type':
      return `is ${show(error.data)}, but must be of type ${String(params['type'])}`;
    case 'pattern':
      return `is ${show(error.data)}, which does not have the form ${String(params['pattern'])}`;
    default:
      return `${error.message ?? 'is not valid'} (it is ${show(error.data)})`;
  }
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function toPath(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
