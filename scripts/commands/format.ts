import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createLayout, type Layout } from '../authoring/layout.ts';
import type { OutputFile } from '../bundle/file.ts';
import { writeFiles } from '../bundle/write.ts';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Command } from './command.ts';
import { reportFindings } from './report.ts';
import { cacheFolder } from './stages.ts';

/** prettier for every file, and Microsoft's formatter for the queries in them. */
export const format: Command = {
  name: 'format',
  summary: 'Give every file its layout: prettier’s, and that of Microsoft’s KQL formatter in queries.',
  options: {
    check: { type: 'boolean', describe: 'Write nothing; fail where a layout differs', default: false },
  },
  examples: [
    ['', 'Lay out everything'],
    ['--check', 'Name each file with the first line that differs'],
  ],
  async run(values, output) {
    const root = resolve(String(values['root']));
    const layOut = await createLayout(root, cacheFolder);
    const diagnostics: Diagnostic[] = [];
    const files: OutputFile[] = [];
    for (const path of listFiles(root)) {
      const text = readFileSync(join(root, path), 'utf8');
      const layout = await layOut(path, text.replaceAll('\r\n', '\n'));
      const finding = layout && judge(path, text, layout, values['check'] === true);
      if (finding) diagnostics.push(finding);
      else if (layout && 'text' in layout && layout.text !== text)
        files.push({ path, bytes: Buffer.from(layout.text, 'utf8') });
    }
    writeFiles(root, files);
    const changed = files.map(({ path }) => path);
    const success = changed.length > 0 ? changed.join('\n') : 'Every file has its layout.';
    const isJson = values['json'] === true;
    return reportFindings(
      { command: 'format', root, diagnostics, isJson, success, result: { files: changed } },
      output,
    );
  },
};

function judge(
  file: string,
  text: string,
  layout: NonNullable<Layout>,
  isCheck: boolean,
): Diagnostic | undefined {
  if ('problem' in layout) {
    const { line, column, message } = layout.problem;
    return diagnostic('format-unreadable', { file, line, column, length: 1 }, { reason: message });
  }
  if (!isCheck || layout.text === text) return undefined;
  const wanted = layout.text.split('\n');
  const found = text.split('\n');
  const index = found.findIndex((line, i) => line !== wanted[i]);
  const line = index < 0 ? found.length : index + 1;
  const expected = JSON.stringify(wanted[line - 1] ?? '');
  const length = Math.max(1, found[line - 1]?.length ?? 1);
  return diagnostic('format-differs', { file, line, column: 1, length }, { expected });
}

/** Every file below a folder but those of git and npm, in order of the paths. */
function listFiles(root: string, folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => name !== '.git' && name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? listFiles(root, path) : entry.isFile() ? [path] : [];
    });
}
