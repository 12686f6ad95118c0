import { isList, isObject, textAt } from '../../certify/node.ts';
import type { ContributionCheck } from '../check.ts';
import { pathsLike, readJson } from '../tree.ts';

/** The only address that the original takes, wherever in the file. */
const allowedAddress = 'sanitized@sanitized.com';

/** Each kind of event is there. The values are those that the connector writes. */
const kinds = ['signinattempts', 'itemusages', 'auditevents', 'healthevents'];

export const sampleDataCheck: ContributionCheck = {
  name: 'Sample data',
  source: '.script/sampleDataValidator.ts, .script/utils/sampleDataCheckers',
  remedy: `Write the rows as a list, with ${allowedAddress} as the only address.`,
  *run({ tree, declared }) {
    const files = pathsLike(tree, /^Sample Data\//);
    if (files.length === 0) yield { file: 'Sample Data', reason: 'there is no sample data' };
    for (const file of files) {
      const rows = readJson(tree, file);
      if (!isList(rows)) {
        yield { file, reason: 'it is no list' };
        continue;
      }
      const text = tree.texts.get(file) ?? '';
      for (const [address] of text.matchAll(/[\w.-]+@[\w-]+\.[\w.-]+/g)) {
        if (address !== allowedAddress)
          yield { file, reason: `it holds an address other than ${allowedAddress}` };
      }
      const sources = new Set(rows.map((row) => (isObject(row) ? textAt(row, 'log_source') : '')));
      for (const kind of kinds.filter((name) => !sources.has(name)))
        yield { file, reason: `it has no row of ${kind}` };
      const table = declared.tables.find(({ name }) => file.endsWith(`/${name}.json`));
      const columns = new Set(table?.columns.map(({ name }) => name));
      const found = new Set(rows.flatMap((row) => (isObject(row) ? Object.keys(row) : [])));
      for (const name of found)
        if (!columns.has(name)) yield { file, reason: `the table has no column ${name}` };
    }
  },
};
