import { fileURLToPath } from 'node:url';
import type { BuildOptions, Metafile } from 'esbuild';

/** The folder of the tools, which is that of the connector's sources too. */
export const toolsRoot = fileURLToPath(new URL('../..', import.meta.url));

/** The trigger: loading it registers the function. */
export const triggerEntry = 'functions/src/functions/poll-events.ts';

/** The same connector for this machine, with the commands' doors. */
export const localEntry = 'scripts/connector/local.ts';

export interface Bundle {
  readonly code: Uint8Array;
  readonly sourceMap: Uint8Array;
  readonly metafile: Metafile;
}

/**
 * One file of CommonJS, which every version of the Functions worker can load. `name` is the file's name
 * without its ending. The bytes depend on sources, packages and version only.
 */
export async function bundleEntry(entry: string, name: string, version: string): Promise<Bundle> {
  const { build } = await import('esbuild');
  const { outputFiles, metafile } = await build(options(entry, name, version));
  const contents = (ending: string): Uint8Array => {
    const file = outputFiles.find(({ path }) => path.endsWith(ending));
    if (!file) throw new TypeError(`the bundler wrote no ${ending}`);
    return file.contents;
  };
  return { code: contents('.js'), sourceMap: contents('.js.map'), metafile };
}

/** In parts, since the bundler of the toolchain puts an address wherever it finds the whole. */
const ownAddress = ['import', 'meta', 'url'].join('.');

function options(entry: string, name: string, version: string) {
  return {
    absWorkingDir: toolsRoot,
    entryPoints: [entry],
    // Nothing is written there; the paths in the source map are relative to it.
    outfile: `functions/${name}.js`,
    write: false,
    metafile: true,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    // Azure runs Node.js 22; tests run on 20 too.
    target: 'node20',
    minify: true,
    // Stack traces name the functions.
    keepNames: true,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
    // The worker gives this module to what it loads.
    external: ['@azure/functions-core'],
    alias: { open: `${toolsRoot}functions/src/adapters/no-browser.ts` },
    define: { CONNECTOR_VERSION: JSON.stringify(version), [ownAddress]: 'bundleAddress' },
    // A module that was written as ES module asks for its own address.
    banner: { js: 'const bundleAddress=require("node:url").pathToFileURL(__filename).href;' },
  } as const satisfies BuildOptions;
}
