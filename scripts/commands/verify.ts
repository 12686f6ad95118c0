import { packTemplates, templateFiles, type CompiledSolution } from '../bundle/bundle.ts';
import { sha256 } from '../bundle/file.ts';
import { diagnostic, startOf, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { compareValues } from '../inspection/difference.ts';
import type { ChangedLine } from '../inspection/line-difference.ts';
import type { SolutionPackage } from '../inspection/package.ts';
import { showChange } from '../inspection/words.ts';
import type { Json } from '../model/arm.ts';
import type { Command } from './command.ts';
import { loadPackage } from './package-file.ts';
import { reportFindings } from './report.ts';
import { runStages } from './stages.ts';

/** Whether a package is the one that the sources give: builds it in memory and compares the bytes. */
export const verify: Command = {
  name: 'verify',
  summary: 'Build the package from the sources, in memory, and compare it with a file byte for byte.',
  positionals: [{ name: 'FILE.zip', describe: 'The package', isRequired: true }],
  options: {},
  examples: [['3.1.0.zip', 'Whether a downloaded package was made from these sources']],
  async run(values, output) {
    const root = String(values['root']);
    const found: Diagnostic[] = [];
    const path = String(values['FILE.zip']);
    // A zip has no lines to show beside a finding.
    const texts = new Map([[path, '']]);
    const frame = { command: verify.name, root, diagnostics: found, texts, isJson: values['json'] === true };
    const subject = loadPackage(root, path, (d) => void found.push(d));
    if (!subject) return reportFindings(frame, output);
    const { compiled, diagnostics, context } = await runStages(root, {});
    if (!compiled) return reportFindings({ ...frame, diagnostics, context }, output);
    const built = packTemplates(compiled);
    const hashes = { found: subject.sha256, built: sha256(built) };
    const isEqual = Buffer.compare(built, subject.bytes) === 0;
    if (!isEqual) {
      const args = { file: subject.path, difference: describe(subject, compiled) };
      found.push(diagnostic('package-different', startOf(subject.path), args));
    }
    const result = { package: subject.path, equal: isEqual, sha256: hashes };
    const ending = isEqual
      ? `${path} is what the sources give.\nSHA-256 ${hashes.found}`
      : `SHA-256 ${hashes.found} of ${path}\nSHA-256 ${hashes.built} of the package that the sources give`;
    return reportFindings({ ...frame, result, ending }, output);
  },
};

/** The first difference in words: of what the files say, of their bytes, or of how they are packed. */
function describe({ files, ...subject }: SolutionPackage, compiled: CompiledSolution): string {
  for (const { path, bytes } of templateFiles(compiled)) {
    const entry = files.find((file) => file.path === path);
    if (entry && Buffer.compare(entry.bytes, bytes) === 0) continue;
    const name = path === 'mainTemplate.json' ? 'mainTemplate' : 'createUiDefinition';
    const [found] = compareValues(subject[name], JSON.parse(JSON.stringify(compiled[name])) as Json, '');
    if (!found) return `${path} says the same in another layout`;
    const [given, wanted] = found.lines ? firstLines(found.lines) : showChange(found.before, found.after);
    return `in ${path}, ${found.path} is ${given}, but the sources give ${wanted}`;
  }
  return 'it holds the same files, but they are packed differently (order, times or compression)';
}

/** The first lines of a text that differ. */
function firstLines(lines: readonly ChangedLine[]): [string, string] {
  const [was, is] = (['-', '+'] as const).map((sign) => lines.find((line) => line.sign === sign)?.text);
  return showChange(was, is);
}
