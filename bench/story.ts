/**
 * `npm run bench -- story`: how fast the simulator tells stories. The bar is a million events a minute on one
 * thread, JSON included. `-- --events N` for another number.
 */
import { createOrganisation } from '../scripts/simulator/story/organisation.ts';
import { tellStory } from '../scripts/simulator/story/story.ts';

const bar = 1_000_000 / 60;
const wanted = Number(process.argv[process.argv.indexOf('--events') + 1]) || 1_000_000;
const from = Date.UTC(2026, 0, 5);

const organisation = createOrganisation({ account: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', people: 2000 });
const begun = performance.now();
let events = 0;
let bytes = 0;
for (const batch of tellStory(organisation, { from, to: from + 365 * 86_400_000 })) {
  for (const { event } of batch) bytes += JSON.stringify(event).length;
  events += batch.length;
  if (events >= wanted) break;
}
const seconds = (performance.now() - begun) / 1000;
const rate = events / seconds;
process.stdout.write(
  [
    `${events} events in ${seconds.toFixed(1)} s: ${rate.toFixed(0)} a second (bar: ${bar.toFixed(0)})`,
    `${(bytes / events).toFixed(0)} bytes of JSON an event, peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
    '',
  ].join('\n'),
);
if (rate < bar) process.exitCode = 1;
