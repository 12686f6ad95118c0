import { defineCodes } from './code.ts';

/** Findings about files as such: reading, encoding, YAML and CSV syntax, schemas. */
export const loadCodes = defineCodes({
  'file-missing': {
    severity: 'error',
    message: '{file} is missing: it holds {purpose}.',
    remedy: 'Restore the file, or create it.',
  },
  'file-too-large': {
    severity: 'error',
    message: 'The file has {bytes} bytes; a definition has at most {limit}.',
    remedy: 'Split the file or remove what does not belong into it.',
  },
  'file-encoding': {
    severity: 'error',
    message: 'The file is not plain UTF-8: {reason}.',
    remedy: 'Save the file as UTF-8 without a byte order mark.',
  },
  'yaml-tab': {
    severity: 'error',
    message: 'A tab stands here; YAML definitions are indented with blanks only.',
    remedy: 'Replace the tab by blanks.',
  },
  'yaml-syntax': {
    severity: 'error',
    message: 'The YAML cannot be read: {reason}',
    remedy: 'Mend the syntax at the place marked.',
  },
  'yaml-duplicate-key': {
    severity: 'error',
    message: 'The key stands twice in the same mapping.',
    remedy: 'Keep one of the two.',
  },
  'yaml-alias': {
    severity: 'error',
    message: 'Anchors and aliases are not used in definitions.',
    remedy: 'Write the value out, or make it a fragment.',
  },
  'yaml-documents': {
    severity: 'error',
    message: 'The file holds {count} YAML documents; a definition is one.',
    remedy: 'Write each definition to a file of its own.',
  },
  'schema-unknown-key': {
    severity: 'error',
    message: 'The key "{key}" is not known here.{hint}',
    remedy: 'Remove the key or correct its name.',
  },
  'schema-missing-key': {
    severity: 'error',
    message: 'The key "{key}" is missing.',
    remedy: 'Add the key "{key}".',
  },
  'schema-value': {
    severity: 'error',
    message: '{what} {reason}.',
    remedy: 'Correct the value.',
  },
  'csv-syntax': {
    severity: 'error',
    message: 'The CSV cannot be read: {reason}.',
    remedy: 'Mend the row; quote a value that holds a comma, a quote or a line end.',
  },
});
