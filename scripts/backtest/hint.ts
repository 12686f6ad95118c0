/** What could be changed where a rule raises many alerts, by the constants that its query has. */
import { findConstants, type Constant } from '../documentation/constant.ts';
import type { ActorCount, DayCount } from './rule-report.ts';

export interface HintCounts {
  readonly alerts: number;
  readonly days: readonly DayCount[];
  /** All actors, the noisiest first. */
  readonly actors: readonly ActorCount[];
}

/** From so many alerts a day on, a rule is called noisy; an analyst looks at a few of each. */
const noisyPerDay = 2;
/** Fewer alerts of an actor say nothing of their habits. */
const fewest = 3;
/** From this share of the alerts on, an actor is worth a line of their own. */
const largeShare = 0.25;

export function hintsFor(query: string, { alerts, days, actors }: HintCounts): string[] {
  const constants = findConstants(query);
  if (alerts === 0) return [];
  const hints: string[] = [];
  const list = constants.find(({ name }) => name.endsWith('_actors'));
  for (const { actor, uuid, alerts: own } of actors.slice(0, 3)) {
    if (own < fewest || own / alerts < largeShare) continue;
    const share = `${actor} is behind ${own} of ${alerts} alerts`;
    if (list && uuid !== '')
      hints.push(`${share}. If that is routine, put "${uuid}" into ${list.name} (now ${list.value}).`);
    else hints.push(`${share}. Ask what they do, before anything is changed for everybody.`);
  }
  if (alerts / Math.max(1, days.length) < noisyPerDay) return hints;
  const perDay = (alerts / Math.max(1, days.length)).toFixed(1);
  const tunable = constants.filter(isThreshold);
  if (tunable.length > 0) {
    const texts = tunable.map(({ name, value, purpose }) => `${name} (now ${value}; ${trimmed(purpose)})`);
    hints.push(`${perDay} alerts a day. To have fewer, change ${texts.join(' or ')}.`);
  }
  const open = constants.filter(({ value, name }) => value === 'dynamic([])' && name !== list?.name);
  for (const { name, purpose } of open) hints.push(`${name} is empty: ${trimmed(purpose)}.`);
  return hints;
}

function isThreshold({ name, value }: Constant): boolean {
  return /^(?:min|max|many)_/.test(name) && /^[\d.]+[a-z]*$/.test(value);
}

function trimmed(text: string): string {
  return text.replace(/[.,:]$/, '');
}
