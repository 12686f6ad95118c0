import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { readParts } from './sample.ts';

const url = new URL('../../../solution/schemas/infrastructure.schema.json', import.meta.url);
const validate = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true }).compile(
  JSON.parse(readFileSync(url, 'utf8')),
);

describe('schema of the infrastructure files', () => {
  test.each(readParts().map((part) => [part.source.path, part.value]))('%s fits', (_, value) => {
    validate(value);
    expect(validate.errors).toBeNull();
  });

  test.each([
    ['storage.yaml', 'sku:', 'skew:', 'additionalProperties'],
    ['storage.yaml', 'key: blobs', 'key: the-blobs', 'pattern'],
    ['roles.yaml', 'id: b7e6dc6d', 'id: 7e6dc6d', 'pattern'],
    ['function-app.yaml', '    max: 2880\n', '', 'dependencies'],
    ['deployment.yaml', 'deployment: onepassword-connector', 'deployment: 1Password', 'pattern'],
    ['log-table.yaml', '    without: ${tableName}\n', '', 'required'],
  ])('%s with %j as %j is refused', (file, search, replace, keyword) => {
    const part = readParts([{ file, search, replace }]).find(({ source }) =>
      source.path.endsWith(`/${file}`),
    );
    expect(validate(part?.value)).toBe(false);
    expect(validate.errors?.map((error) => error.keyword)).toContain(keyword);
  });
});
