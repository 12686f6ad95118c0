import { administration, machinery, mishaps } from './administration.ts';
import { attack, type AttackName } from './attacks/attack.ts';
import type { Organisation } from './organisation.ts';
import { createRandom } from './random.ts';
import type { StoryEvent } from './story-event.ts';
import { readStoryCodes, type StoryCodes } from './vocabulary.ts';
import { vaultsByPerson, workday } from './workday.ts';

const day = 86_400_000;
/** Where days begin first and last, from midnight in UTC. */
const earliestMidnight = 14 * 3_600_000;
const latestEnd = 2 * day;
/** Of each kind of routine in a day, so that a month shows every code. */
const leastTasks = 6;
const mishapsInDay = 2;

export interface PlannedAttack {
  readonly name: AttackName;
  /** When the event happens that gives it away, ms. */
  readonly at: number;
}

export interface StoryOptions {
  /** Events that happen in [from, to), ms; they may arrive later. */
  readonly from: number;
  readonly to: number;
  /** Without routine that an analytics rule would look at: what is found then is an attack. */
  readonly isCalm?: boolean;
  readonly attacks?: readonly PlannedAttack[];
  readonly codes?: StoryCodes;
}

/**
 * The life of an organisation, in the order of arrival, a batch for about each day. Equal organisations
 * and options give equal stories.
 */
export function* tellStory(
  organisation: Organisation,
  options: StoryOptions,
): Generator<readonly StoryEvent[]> {
  const { from, to, isCalm = false, attacks = [], codes = readStoryCodes() } = options;
  const vaults = vaultsByPerson(organisation);
  const { people, seed } = organisation;
  const incidents = attacks.map(({ name, at }) => attack(name, organisation, at));
  const silences = incidents.flatMap(({ silence }) => silence ?? []);
  const isHeard = ({ time, arrival }: StoryEvent) =>
    time >= from && time < to && !silences.some((silence) => arrival >= silence.from && arrival < silence.to);
  const tasks = Math.max(leastTasks, Math.ceil(people.length / 25));

  // Groundwork of an attack may lie before the story; it is told all the same.
  let pending: StoryEvent[] = incidents.flatMap(({ events }) => [...events]);
  const firstDay = Math.floor(from / day) - 1;
  for (let number = firstDay; number * day < to + latestEnd; number += 1) {
    const midnight = number * day;
    const random = createRandom(seed, `day ${number}`);
    const today: StoryEvent[] = [];
    for (const [person, own] of vaults) {
      if (person.isService) continue;
      const chance = random.fork(person.details.uuid);
      for (const event of workday(organisation, person, own, midnight, chance, codes)) today.push(event);
    }
    const routine = { done: number * tasks, count: tasks, isCalm };
    today.push(...administration(organisation, midnight, routine, random.fork('administration'), codes));
    const misses = { done: number * mishapsInDay, count: mishapsInDay };
    today.push(...mishaps(organisation, midnight, misses, random.fork('mishaps'), codes));
    today.push(...machinery(organisation, midnight, isCalm, random.fork('machinery')));
    for (const event of today) if (isHeard(event)) pending.push(event);
    // No later day begins before this, so nothing can come in between.
    const horizon = midnight + day - earliestMidnight;
    const ready = pending.filter(({ arrival }) => arrival < horizon).sort(byArrival);
    pending = pending.filter(({ arrival }) => arrival >= horizon);
    if (ready.length > 0) yield ready;
  }
  if (pending.length > 0) yield pending.sort(byArrival);
}

function byArrival(a: StoryEvent, b: StoryEvent): number {
  return a.arrival - b.arrival;
}
