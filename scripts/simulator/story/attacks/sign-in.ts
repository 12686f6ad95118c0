import { officeAddress, farPlaces } from '../place.ts';
import type { Stage } from './stage.ts';

const day = 24 * 60;
/** Days with a sign-in from home before, so that a new country stands out. */
const habit = [6, 5, 4, 3, 2];

/** A person who always signs in from one country does so from another, after bad passwords. */
export function signInFromAfar(stage: Stage): void {
  const { member, random } = stage;
  for (const days of habit) stage.enter(member, -days * day);
  const place = random.pick(farPlaces);
  const traits = { place, address: officeAddress(place, random) };
  stage.attempt(member, -3, { category: 'credentials_failed', type: 'password_secret_bad' }, traits);
  stage.attempt(member, -2, { category: 'mfa_failed', type: 'totp_bad' }, traits);
  stage.enter(member, 0, traits);
}
