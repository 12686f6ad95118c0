/**
 * How schemas are compiled, here and in the bundle of the toolchain.
 * @type {import('ajv').Options}
 */
export const ajvOptions = {
  allErrors: true,
  verbose: true,
  strict: true,
  // A branch of anyOf may demand a property that the schema around it describes.
  strictRequired: false,
  allowUnionTypes: true,
  logger: false,
};
