import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { AzureFault, faultOfAnswer, faultOfError, innermost, type ErrorDetail } from './azure-fault.ts';

const leaf = { code: 'ConflictError', message: 'A vault with the same name exists.' };

test('an answer without a readable error is told by its status', () => {
  for (const body of [
    undefined,
    null,
    '',
    '<html>',
    '{',
    '{"error":{}}',
    '{"error":"x"}',
    '[]',
    '{"error":null}',
  ])
    expect(faultOfAnswer(502, body)).toMatchObject({ status: 502, code: 'Http502' });
});

test('an error with a code and no message', () => {
  expect(faultOfAnswer(400, '{"error":{"code":"Bad"}}')).toMatchObject({ code: 'Bad', message: '' });
});

test('the failure of a nested deployment is told by what failed in it', () => {
  const inner = { code: 'DeploymentFailed', message: 'Look below.', target: '/nested', details: [leaf] };
  const outer = {
    code: 'ResourceDeploymentFailure',
    message: 'It failed.',
    target: '/nested',
    details: [inner],
  };
  const error = { code: 'DeploymentFailed', message: 'Look below.', target: '/outer', details: [outer] };
  const fault = faultOfAnswer(200, JSON.stringify({ status: 'Failed', error }));
  expect(fault).toBeInstanceOf(AzureFault);
  expect(fault).toMatchObject({ ...leaf, target: '/nested', status: 200 });
});

/** A leaf wrapped any number of times, as objects or as JSON within the message. */
const wrapped = (levels: readonly boolean[]): ErrorDetail =>
  levels.reduce<ErrorDetail>(
    (detail, isText) =>
      isText
        ? { code: 'Conflict', message: `\r\n${JSON.stringify({ error: detail })}` }
        : { code: 'DeploymentFailed', message: 'Look below.', details: [detail] },
    leaf,
  );

test('however deep it lies, and in whichever way it is wrapped', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 6 }), (levels) => {
      expect(innermost(wrapped(levels))).toMatchObject(leaf);
    }),
  );
});

test('the refusal of a query is told by its innermost reason', () => {
  const reason = { code: 'SEM0100', message: "Failed to resolve table or column expression named 'X'" };
  const error = {
    code: 'BadArgumentError',
    message: 'Invalid properties.',
    innererror: { code: 'SemanticError', message: 'A semantic error.', innererror: reason },
  };
  expect(faultOfAnswer(400, JSON.stringify({ error }))).toMatchObject(reason);
  expect(innermost({ ...leaf, innererror: { code: 'trace' } })).toMatchObject(leaf);
});

function rest(more: object): Error {
  return Object.assign(new Error('no way'), { name: 'RestError' }, more);
}

test('errors of the SDK: an answer, no answer, and what is none of them', () => {
  const answer = { bodyAsText: JSON.stringify({ error: leaf }) };
  expect(faultOfError(rest({ statusCode: 409, response: answer }))).toMatchObject({ ...leaf, status: 409 });
  expect(faultOfError(rest({ code: 'ECONNREFUSED' }))).toMatchObject({
    status: 0,
    code: 'ECONNREFUSED',
    message: 'no way',
  });
  expect(faultOfError(rest({ code: undefined }))).toMatchObject({ status: 0, code: 'NoAnswer' });
  const other = new RangeError('not of Azure');
  expect(faultOfError(other)).toBe(other);
});
