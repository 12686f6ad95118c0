/**
 * `npm run bench`: every benchmark, each beside its reference in the same run, one after the other and
 * each in a process of its own. `-- NAME…` for some of them; `-- --short` with fewer turns.
 */
import { spawnSync } from 'node:child_process';

const benches: Readonly<Record<string, string>> = {
  build: 'the build beside the Bicep CLI, its growth, and a watch',
  story: 'how fast the simulator tells stories',
  connector: 'the connector beside a bare loop, and its sending half beside Microsoft’s client',
  peers: 'what the connector and its peers lose and double',
  kql: 'the KQL engine beside loops by hand and DuckDB',
  backtest: 'a backtest of a month',
};

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const options = process.argv.slice(2).filter((word) => word.startsWith('--'));
const unknown = wanted.filter((name) => !(name in benches));
if (unknown.length > 0 || options.includes('--help')) {
  const list = Object.entries(benches).map(([name, text]) => `  ${name.padEnd(10)} ${text}`);
  process.stdout.write(`npm run bench -- [NAME…] [--short]\n${list.join('\n')}\n`);
  process.exit(unknown.length > 0 ? 2 : 0);
}
for (const name of wanted.length > 0 ? wanted : Object.keys(benches)) {
  process.stdout.write(`\n${name}: ${benches[name] ?? ''}\n`);
  const args = ['--import', 'tsx', `bench/${name}.ts`, ...options];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
