import { AuthenticationError, CredentialUnavailableError } from '@azure/identity';
import { expect, test } from 'vitest';
import { signIn, SignInFault } from './credential.ts';

const endpoint = 'https://azure.example';

/** A credential that ends like this. */
function failing(error: Error) {
  return { getToken: () => Promise.reject(error) };
}

test('a credential that works is asked once, for the endpoint', async () => {
  const asked: unknown[] = [];
  const credential = {
    getToken(scopes: unknown) {
      asked.push(scopes);
      return Promise.resolve({ token: 'x', expiresOnTimestamp: 0 });
    },
  };
  expect(await signIn(endpoint, credential)).toBe(credential);
  expect(asked).toEqual(['https://azure.example/.default']);
});

test('nobody is signed in', async () => {
  const signing = signIn(endpoint, failing(new CredentialUnavailableError('nothing in the environment')));
  await expect(signing).rejects.toThrow(SignInFault);
  await expect(signing).rejects.toThrow(/^No sign-in to Azure was found\. Do one of these[^]*az login/);
  await expect(signing).rejects.not.toThrow('nothing in the environment');
});

test('somebody is, and is refused', async () => {
  const error = new AuthenticationError(401, {
    error: 'invalid_client',
    error_description: 'AADSTS7000222: The secret has expired.\r\nTrace ID: 1\r\n',
  });
  const signing = signIn(endpoint, failing(error));
  await expect(signing).rejects.toThrow(
    /^Azure refused the sign-in: AADSTS7000222: The secret has expired\. Do one/,
  );
  await expect(signing).rejects.not.toThrow('Trace ID');
});
