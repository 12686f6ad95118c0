import { isObject, textAt, walk } from '../../certify/node.ts';
import { connectorQueries, type ConnectorPageFile } from '../../model/connector-page.ts';
import type { RuleFile } from '../../model/rule.ts';
import { timeParameter } from '../../model/workbook.ts';
import { fillReferences, formatValue } from '../../validate/workbook/reference.ts';
import { samplesOf } from '../../validate/workbook/samples.ts';
import type { ContributionCheck, Subject } from '../check.ts';
import { pathsLike, readJson, readObject } from '../tree.ts';

interface Query {
  readonly file: string;
  readonly name: string;
  readonly text: string;
}

/** Queries bind against the tables that the tree itself declares. */
export const kql: ContributionCheck = {
  name: 'KQL validation',
  source: '.script/tests/KqlvalidationsTests',
  remedy: 'Correct the query, or the columns in solution/table.yaml.',
  *run(subject) {
    for (const { file, name, text } of queriesOf(subject)) {
      for (const { message } of subject.bind(text, subject.declared).problems) {
        yield { file, reason: `${name}: ${message.replace(/\.$/, '')}` };
      }
    }
  },
};

function* queriesOf({ tree, rules }: Subject): Iterable<Query> {
  for (const { value, source } of rules) {
    yield { file: source.path, name: 'the query', text: String((value as Partial<RuleFile>).query ?? '') };
  }
  for (const file of pathsLike(tree, /\/Data Connectors\/(?!azuredeploy)[^/]*\.json$/)) {
    const page = readObject(tree, file) as unknown as ConnectorPageFile;
    // A page of the wrong form is left to the check of connectors.
    if (page.graphQueries === undefined || page.dataTypes === undefined) continue;
    for (const { text, path } of connectorQueries(page)) yield { file, name: path.join('.'), text };
  }
  for (const file of pathsLike(tree, /^Solutions\/[^/]+\/Workbooks\/[^/]*\.json$/))
    yield* workbookQueries(tree, file);
}

function* workbookQueries(tree: Subject['tree'], file: string): Iterable<Query> {
  for (const { value } of walk(readJson(tree, file) ?? null)) {
    if (!isObject(value)) continue;
    const query = textAt(value, 'query');
    // Queries over resources are in the dialect of Azure Resource Graph, with tables of its own.
    const isLogs = value['queryType'] === undefined || value['queryType'] === 0;
    if (query !== '' && isLogs)
      yield { file, name: textAt(value, 'title') || textAt(value, 'name'), text: fill(query) };
  }
}

/** The query with ordinary values in place of the workbook's parameters. */
function fill(query: string): string {
  return fillReferences(query, ({ name, format }) => {
    const kind = name === timeParameter ? 'time-range' : 'text';
    const [usual] = samplesOf({ name, kind });
    return name === 'Grain' ? '1h' : formatValue(kind, usual, format);
  }).text;
}
