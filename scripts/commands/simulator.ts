import type { Command, OptionValues, Output } from './command.ts';

/** Runs the simulator until it is told to end. */
export const simulator: Command = {
  name: 'simulator',
  summary:
    'Simulate the Events API, the Logs Ingestion API and a managed identity on loopback, with an organisation that lives.',
  options: {
    people: { type: 'number', describe: 'People of the organisation, at least 10', default: 50 },
    days: { type: 'number', describe: 'Days of its past', default: 3 },
    ahead: { type: 'number', describe: 'Days of its future; their events arrive as time passes', default: 1 },
    attack: { type: 'string', array: true, describe: 'Analytics rule whose attack happens now', default: [] },
    calm: { type: 'boolean', describe: 'No routine that an analytics rule would look at', default: false },
    replay: { type: 'string', array: true, describe: 'NDJSON files of API events to serve too', default: [] },
    rows: { type: 'string', describe: 'File that accepted rows are appended to, as NDJSON' },
    seed: { type: 'number', describe: 'Equal seeds tell equal stories', default: 1 },
    port: { type: 'number', describe: 'Port of the Events API; the next two are for the others', default: 0 },
    https: { type: 'string', describe: 'Serve HTTPS; the certificate made for it is written to this file' },
  },
  examples: [
    ['', 'An organisation of 50 people'],
    ['--calm --attack vault-export', 'One attack in a quiet organisation'],
    ['--replay auditevents.ndjson --rows rows.ndjson', 'Serve events of a file, keep the rows'],
  ],
  async run(values, output) {
    const wrong = await findWrongUsage(values);
    if (wrong) {
      output.err(`simulator: ${wrong}\nSee: npm run simulator -- --help`);
      return 2;
    }
    const { startLiving } = await import('../simulator/living.ts');
    try {
      const living = await startLiving(readOptions(values));
      output.out(values['json'] === true ? JSON.stringify(living.describe(), null, 2) : living.text());
      output.err('Ctrl-C ends the simulator.');
      await interrupted();
      await living.simulator.stop();
      output.err(living.farewell());
      return 0;
    } catch (error) {
      return explain(error, output);
    }
  },
};

async function findWrongUsage(values: OptionValues): Promise<string | undefined> {
  const least: Readonly<Record<string, number>> = { people: 10, days: 0, ahead: 0, port: 0 };
  for (const [name, value] of Object.entries(least))
    if (!(Number(values[name]) >= value)) return `--${name} takes a number from ${value} on.`;
  const { attackNames } = await import('../simulator/story/attacks/attack.ts');
  const unknown = texts(values['attack']).find((name) => !attackNames.some((known) => known === name));
  return unknown === undefined
    ? undefined
    : `There is no attack "${unknown}". Attacks: ${attackNames.join(', ')}.`;
}

function readOptions(values: OptionValues) {
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined);
  return {
    people: Number(values['people']),
    days: Number(values['days']),
    ahead: Number(values['ahead']),
    seed: Number(values['seed']),
    port: Number(values['port']),
    isCalm: values['calm'] === true,
    attacks: texts(values['attack']),
    replay: texts(values['replay']),
    rows: text('rows'),
    https: text('https'),
  };
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

/** Faults of the surroundings in plain words; others are the tools' own. */
function explain(error: unknown, output: Output): 1 {
  const { code, message, path } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') output.err('simulator: the port is in use. Choose another with --port.');
  else if (code === 'ENOENT' || code === 'EACCES')
    output.err(`simulator: ${path} cannot be opened (${code}).`);
  else if (error instanceof SyntaxError) output.err(`simulator: ${message}`);
  else throw error;
  return 1;
}
