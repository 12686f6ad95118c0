/** What this connector and two of its peers lose and double: the table of `test/connector/peers/`. */
import { fileURLToPath } from 'node:url';
import { compareConnectors, comparisonTable } from '../test/connector/peers/comparison.ts';

export async function printPeers(): Promise<void> {
  process.stdout.write(comparisonTable(await compareConnectors()));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await printPeers();
