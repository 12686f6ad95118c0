import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Ajv } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { ajvOptions } from './validate/ajv-options.mjs';

/** In a bundle every module would take the bundle's place for its own; each keeps the one that it has. */
const ownAddress = {
  name: 'own-address',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]scripts[\\/].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(
        'import.meta.url',
        JSON.stringify(pathToFileURL(path).href),
      ),
      loader: 'ts',
    }));
  },
};

const schemaFolder = fileURLToPath(new URL('../solution/schemas/', import.meta.url));

/** Puts compiled validators in place of the file that compiles them. */
const compiledSchemas = {
  name: 'compiled-schemas',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]validate[\\/]schema-validator\.ts$/ }, () => ({
      contents: compileSchemas(),
      loader: 'js',
      resolveDir: schemaFolder,
    }));
  },
};

function compileSchemas() {
  const names = readdirSync(schemaFolder).map((file) => file.replace('.schema.json', ''));
  const ajv = new Ajv({ ...ajvOptions, code: { source: true, esm: true } });
  const exported = {};
  for (const name of names) {
    const schema = JSON.parse(readFileSync(join(schemaFolder, `${name}.schema.json`), 'utf8'));
    ajv.addSchema(schema, name);
    exported[`validate_${name.replaceAll('-', '_')}`] = name;
  }
  const table = Object.entries(exported).map(([variable, name]) => `${JSON.stringify(name)}: ${variable}`);
  const code = standaloneCode.default(ajv, exported);
  return `${code}\nconst validators = { ${table.join(', ')} };\nexport const validatorOf = (name) => validators[name];\n`;
}

/** Bundles the toolchain and its dependencies into one file, and removes bundles of earlier sources. */
export async function writeBundle(entry, outfile) {
  const folder = dirname(outfile);
  mkdirSync(folder, { recursive: true });
  const temporary = `${outfile}.${process.pid}.tmp`;
  await build({
    entryPoints: [entry],
    outfile: temporary,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // A script that is compiled by hand cannot import, but require.
    supported: { 'dynamic-import': false },
    // Packages that are ES modules ask where they are.
    define: { 'import.meta.url': 'bundleAddress' },
    banner: { js: "const bundleAddress = require('node:url').pathToFileURL(__filename).href;" },
    plugins: [compiledSchemas, ownAddress],
    // Optional parts of the CycloneDX library for formats that we do not write; not installed. And what
    // loads its parts from its own folder: prettier, the bundler of the connector, and the library that draws pictures.
    // Those of the commands for Azure are large, and only these commands wait for them.
    external: [
      'xmlbuilder2',
      'libxmljs2',
      'ajv-formats',
      'ajv-formats-draft2019',
      'esbuild',
      'prettier',
      '@resvg/resvg-js',
      '@azure/arm-resources',
      '@azure/core-rest-pipeline',
      '@azure/identity',
      '@azure/storage-blob',
      '@clack/prompts',
      'cli-progress',
      'cli-table3',
    ],
    logLevel: 'warning',
  });
  renameSync(temporary, outfile);
  for (const name of readdirSync(folder)) {
    if (/^cli-\w+\.[cm]js/.test(name) && !name.startsWith(basename(outfile)) && !name.endsWith('.tmp'))
      rmSync(join(folder, name), { force: true });
  }
}
