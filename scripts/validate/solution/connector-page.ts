/** In: the page of the data connector of the right shape. Out: what its publication or its reader would miss. */
import { isDeepStrictEqual } from 'node:util';
import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Path, YamlDocument } from '../../load/yaml.ts';
import type { ConnectorPageFile } from '../../model/connector-page.ts';
import { requiredPermissions } from './connector-permissions.ts';
import { checkAscii, checkTexts } from './text.ts';

/** The id under which rules, workbook and the published solution know the connector. */
const connectorId = '1Password';

/** The words of the button that the public content repository looks for in connectors that are function apps. */
const deployButton = '[Deploy To Azure]';
const deployLink = '(${deployLink})';

export function checkConnectorPage(doc: YamlDocument<ConnectorPageFile>, tableName: string): Diagnostic[] {
  const { id, dataTypes, instructionSteps } = doc.value;
  const findings = [...checkAscii(doc.source), ...checkTexts(doc, isQuery), ...checkPermissions(doc)];
  if (id !== connectorId) {
    findings.push(
      diagnostic('connector-name', doc.at(['id']), { what: 'id', value: id, wanted: connectorId }),
    );
  }
  for (const [index, { name }] of dataTypes.entries()) {
    if (name === tableName) continue;
    const args = { what: 'data type', value: name, wanted: tableName };
    findings.push(diagnostic('connector-name', doc.at(['dataTypes', index, 'name']), args));
  }
  for (const what of [deployButton, deployLink]) {
    if (instructionSteps.some((step) => step.description.includes(what))) continue;
    findings.push(diagnostic('connector-instructions', doc.at(['instructionSteps'], 'key'), { what }));
  }
  return findings;
}

function checkPermissions(doc: YamlDocument<ConnectorPageFile>): Diagnostic[] {
  const { resourceProvider, customs } = doc.value.permissions;
  const wanted = requiredPermissions;
  const findings: Diagnostic[] = [];
  const report = (path: Path, reason: string): void => {
    findings.push(diagnostic('connector-permissions', doc.at(['permissions', ...path]), { reason }));
  };
  for (const [index, entry] of resourceProvider.entries()) {
    const expected = wanted.resourceProvider[index];
    if (!isDeepStrictEqual(entry, expected)) {
      report(['resourceProvider', index], `of ${entry.provider} are not those of the template at this place`);
    }
  }
  for (const entry of wanted.resourceProvider.slice(resourceProvider.length)) {
    report(['resourceProvider'], `lack the entry for ${entry.provider}`);
  }
  for (const entry of wanted.customs) {
    if (customs.some((custom) => isDeepStrictEqual(custom, entry))) continue;
    const index = customs.findIndex((custom) => custom.name === entry.name);
    report(
      index < 0 ? ['customs'] : ['customs', index, 'description'],
      `lack the entry "${entry.name}" of the template`,
    );
  }
  return findings;
}

function isQuery(path: Path): boolean {
  return (
    ['baseQuery', 'query', 'lastDataReceivedQuery'].includes(String(path.at(-1))) ||
    path[0] === 'connectivityCriterias'
  );
}
