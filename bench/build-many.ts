/**
 * Loads, validates, compiles and bundles the solution in the folder named, with every query bound anew,
 * and leaves out the last look: no package of a thousand rules is allowed, but one can be timed.
 */
import { createZip } from '../scripts/bundle/zip.ts';
import { templateFiles } from '../scripts/bundle/bundle.ts';
import { compile, contentsOf } from '../scripts/commands/compile-stages.ts';
import { prepare } from '../scripts/commands/stages.ts';

const [root = '.'] = process.argv.slice(2);
const { checked, diagnostics } = prepare(root, { useCache: false });
if (!checked) throw new Error(`${root} has errors: ${diagnostics.map((d) => d.message).join('; ')}`);
process.stdout.write(`${createZip(templateFiles(compile(checked, contentsOf(checked), {}))).length}\n`);
