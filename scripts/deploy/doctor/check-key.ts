/** The first two links: the API key, and the service that it opens. */
import { streams } from '../../../functions/src/core/stream.ts';
import { agoText, durationText } from '../status/moment.ts';
import { broken, ok, skipped, type Finding } from './finding.ts';
import { complaintOfLastRun, remedyOfCode } from './last-run.ts';
import { isFresh, type Patient } from './patient.ts';

const day = 86_400_000;
/** Days before its end from which on a key is named. */
const soon = 14;

export function checkKey(patient: Patient): Finding {
  const { key, lastRun, now } = patient;
  const complaint = complaintOfLastRun(patient, 'key');
  if (key) {
    const { judgement, fingerprint } = key;
    if (judgement.kind === 'refused') {
      const { code, message } = judgement.diagnosis;
      return broken('key', message, remedyOfCode(code), code);
    }
    const isOther = lastRun?.tokenFingerprint != null && lastRun.tokenFingerprint !== fingerprint;
    if (complaint && isOther) {
      return broken(
        'key',
        `The key given is not the one that the connector uses, and that one is refused: ${complaint.found}`,
        'Set the key given with npm run rotate-key -- --api-key-file FILE.',
        complaint.code,
      );
    }
    if (complaint) return complaint;
    const notes = isOther ? ['The connector uses another key than the one given.'] : [];
    return judgement.kind === 'good'
      ? ok('key', `It is whole, and 1Password lets it in.${endText(judgement.expiresAt, now)}`, notes)
      : ok('key', 'It looks whole; 1Password did not say what it thinks of it.', notes);
  }
  if (complaint) return complaint;
  if (lastRun && lastRun.features.length > 0 && isFresh(patient)) {
    const days = lastRun.tokenExpiresInDays;
    const end = days === null ? '' : endText(now + days * day, now);
    return ok('key', `The last run used it ${agoText(lastRun.at, now)}, and was let in.${end}`);
  }
  return skipped(
    'key',
    'No run has told about it lately. Give it with --api-key-file FILE to have it checked.',
  );
}

function endText(expiresAt: number | undefined, now: number): string {
  if (expiresAt === undefined) return '';
  const left = durationText((expiresAt - now) / 1_000);
  const advice = expiresAt - now < soon * day ? ': issue another, and set it with npm run rotate-key' : '';
  return ` It ends in ${left}${advice}.`;
}

export function checkEventsApi(patient: Patient): Finding {
  const { key, lastRun } = patient;
  if (key && key.judgement.kind !== 'good') {
    const { code, message } = key.judgement.diagnosis;
    return broken('events-api', message, remedyOfCode(code), code);
  }
  const complaint = complaintOfLastRun(patient, 'events-api');
  if (complaint) return complaint;
  const features = key?.judgement.kind === 'good' ? key.judgement.features : lastRun?.features;
  const host = key?.judgement.kind === 'good' ? new URL(key.judgement.endpoint).host : lastRun?.host;
  if (!features || !host || (!key && !isFresh(patient))) {
    return skipped('events-api', 'Nobody has asked it lately, as far as the workspace can tell.');
  }
  const missing = streams.filter((name) => !(features as readonly string[]).includes(name));
  const notes = missing.map(
    (name) =>
      `The key does not grant ${name}. Kinds of a key cannot be changed: issue another for all of them.`,
  );
  return ok('events-api', `${host} answers and grants ${features.join(', ')}.`, notes);
}
