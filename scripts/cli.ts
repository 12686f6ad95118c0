/** The door of the toolchain: `npm run <command> -- <options>`. Everything is in `command-line.ts`. */
import { runCommandLine } from './command-line.ts';

await runCommandLine(process.argv.slice(2));
