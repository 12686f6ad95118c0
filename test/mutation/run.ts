/** `npm run mutate -- connector`: changes the code in every small way and asks whether a test notices. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { bundleMutants, root, subjects } from './bundle.ts';
import { tryAll, type Verdict } from './crew.ts';
import { noEnd } from './worker-messages.ts';
import { compareSurvivors, type SurvivorsFile } from './survivors.ts';

/** Share of the mutants that tests have to notice. */
const bar = 0.9;

const help = `npm run mutate -- SUBJECT [--file NAME]... [--workers N] [--json]

Changes the code in every small way and asks whether a test notices.
Subjects: ${Object.keys(subjects).join(', ')}

  --file      a file of the subject, such as retry.ts; all without it
  --workers   processes at the same time (2)
  --json      one JSON document on stdout

Exit code 1: a mutant survives that test/mutation/SUBJECT-survivors.yaml does not explain.`;

interface Arguments {
  readonly subject: string;
  readonly files: readonly string[];
  readonly workers: number;
  readonly isJson: boolean;
}

function readArguments(): Arguments | undefined {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        file: { type: 'string', multiple: true, default: [] },
        workers: { type: 'string', default: '2' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const [subject = ''] = positionals;
    const workers = Number(values.workers);
    if (values.help || !(subject in subjects) || positionals.length > 1 || !(workers >= 1)) {
      process[values.help ? 'stdout' : 'stderr'].write(`${help}\n`);
      process.exitCode = values.help ? 0 : 2;
      return undefined;
    }
    return { subject, files: values.file, workers, isJson: values.json };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : ''}\n\n${help}\n`);
    process.exitCode = 2;
    return undefined;
  }
}

async function run({ subject, files, workers, isJson }: Arguments): Promise<void> {
  const listed = parse(
    readFileSync(join(root, `test/mutation/${subject}-survivors.yaml`), 'utf8'),
  ) as SurvivorsFile;
  const { code, mutants } = await bundleMutants(subjects[subject] as never, files);
  const missing = files.filter((name) => !mutants.some(({ file }) => file === name));
  if (missing.length > 0) {
    process.stderr.write(
      `mutate: nothing to change in ${missing.join(', ')} of ${subjects[subject]?.folder}\n`,
    );
    process.exitCode = 2;
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
  const bundle = join(folder, 'mutants.cjs');
  writeFileSync(bundle, code);
  let verdicts: readonly Verdict[];
  try {
    verdicts = await tryAll(bundle, mutants, workers, (line) => process.stderr.write(`${line}\n`));
  } catch (error) {
    process.stderr.write(`mutate: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
    return;
  } finally {
    rmSync(folder, { recursive: true });
  }
  const survivors = verdicts.filter(({ killedBy }) => killedBy === undefined).map(({ mutant }) => mutant);
  const unending = verdicts.filter(({ killedBy }) => killedBy === noEnd).map(({ mutant }) => mutant);
  const tried = new Set(mutants.map(({ file }) => file));
  const compared = compareSurvivors(survivors, unending, listed, (file) => tried.has(file));
  const share = mutants.length === 0 ? 1 : 1 - survivors.length / mutants.length;
  // One file may hold more than its share of what nothing can notice.
  const isEnough = files.length > 0 || share >= bar;
  const isGood = isEnough && compared.unexplained.length === 0 && compared.outdated.length === 0;
  process.exitCode = isGood ? 0 : 1;
  const figures = {
    mutants: mutants.length,
    killed: mutants.length - survivors.length,
    survivors: survivors.length,
  };
  if (isJson) {
    process.stdout.write(`${JSON.stringify({ subject, ...figures, ...compared })}\n`);
    return;
  }
  for (const { file, line, at, change } of compared.unexplained)
    process.stdout.write(`${subjects[subject]?.folder}/${file}:${line} survives: ${change}\n    ${at}\n`);
  for (const entry of compared.outdated) process.stdout.write(`listed, but no survivor: ${entry}\n`);
  process.stdout.write(
    `${figures.killed} of ${figures.mutants} mutants noticed (${(share * 100).toFixed(1)} %, bar ${bar * 100} %), ` +
      `${compared.explained.length} survive for a reason, ${compared.unexplained.length} without\n`,
  );
}

const given = readArguments();
if (given) await run(given);
