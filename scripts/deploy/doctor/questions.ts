/** The three questions that people ask when something is missing, answered by what was found. */
import { agoText } from '../status/moment.ts';
import type { Finding } from './finding.ts';
import { isFresh, type Patient } from './patient.ts';

export interface Answered {
  readonly question: string;
  readonly answer: string;
}

const dayMs = 86_400_000;

export function answerQuestions(patient: Patient, findings: readonly Finding[]): readonly Answered[] {
  return [
    { question: 'No logs in Microsoft Sentinel?', answer: noLogs(patient, findings) },
    { question: 'Only health events?', answer: onlyHealthEvents(patient, findings) },
    { question: 'API key invalid?', answer: keyInvalid(patient, findings) },
  ];
}

function noLogs({ rows, now }: Patient, findings: readonly Finding[]): string {
  const newest = newestOf(rows);
  if (newest !== undefined && now - Date.parse(newest) < dayMs)
    return `No, rows arrive: the newest ${agoText(newest, now)}.`;
  return causeOf(findings) ?? 'No row has arrived yet: after a deployment the first may take 30 minutes.';
}

function onlyHealthEvents({ rows, now }: Patient, findings: readonly Finding[]): string {
  const events = newestOf(rows?.filter(({ kind }) => kind !== 'healthevents'));
  if (events !== undefined) return `No, events arrive: the newest ${agoText(events, now)}.`;
  if (!rows?.some(({ kind }) => kind === 'healthevents'))
    return 'No, not even health events have arrived: see the first question.';
  return (
    causeOf(findings) ??
    'Yes, and the connector is well: there is nothing to read. Past events come only as far back as was chosen at the deployment.'
  );
}

function keyInvalid(patient: Patient, findings: readonly Finding[]): string {
  const { lastRun, key } = patient;
  const fault = findings.find(({ state, code }) => state === 'broken' && code?.startsWith('api-key-'));
  if (fault) return textOf(fault);
  if (lastRun && lastRun.features.length > 0 && isFresh(patient))
    return 'No, the last run was let in with it.';
  if (key?.judgement.kind === 'good') return 'No, 1Password lets in the key that was given.';
  return 'Not known: no run has told of late. Give the key with --api-key-file to have it checked.';
}

function causeOf(findings: readonly Finding[]): string | undefined {
  // Rules make alerts, not logs.
  const cause = findings.find(({ state, link }) => state === 'broken' && link !== 'rules');
  return cause && textOf(cause);
}

function textOf({ found, remedy = '' }: Finding): string {
  return `${found} ${remedy}`.trim();
}

function newestOf(rows: Patient['rows']): string | undefined {
  return rows
    ?.map(({ lastRow }) => lastRow)
    .toSorted()
    .at(-1);
}
