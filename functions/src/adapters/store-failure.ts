import { RestError } from '@azure/core-rest-pipeline';
import { StoreError } from '../ports.ts';
import { failureReason } from './failure-reason.ts';

/** Codes of the service that tell which condition a write did not meet. */
const conflicts: ReadonlySet<string> = new Set([
  'ConditionNotMet',
  'BlobAlreadyExists',
  'AppendPositionConditionNotMet',
]);

const lostLeases: ReadonlySet<string> = new Set([
  'LeaseIdMismatchWithLeaseOperation',
  'LeaseLost',
  'LeaseNotPresentWithLeaseOperation',
  'LeaseIsBrokenAndCannotBeRenewed',
  'LeaseIsBreakingAndCannotBeAcquired',
  'LeaseAlreadyBroken',
]);

/** The service's own name for what went wrong, such as `BlobNotFound`; undefined where it did not answer. */
export function serviceCode(error: unknown): string | undefined {
  return error instanceof RestError && error.statusCode !== undefined
    ? (error.code ?? String(error.statusCode))
    : undefined;
}

/** Whether what was asked for is not there: the blob or its whole container. */
export function isAbsent(error: unknown): boolean {
  return error instanceof RestError && error.statusCode === 404;
}

/**
 * The failure as the core knows it. Texts of the library are left out: they can hold addresses with
 * signatures.
 */
export function toStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const code = serviceCode(error);
  if (code === 'LeaseAlreadyPresent') return new StoreError('lease-taken', 'another run has the lock');
  if (code !== undefined && lostLeases.has(code))
    return new StoreError('lease-lost', `the lock is lost (${code})`);
  if (code !== undefined && conflicts.has(code)) {
    return new StoreError('conflict', 'another writer has changed it');
  }
  if (code !== undefined) {
    const { statusCode } = error as RestError;
    return new StoreError('unreachable', `the storage account answered ${statusCode} (${code})`);
  }
  const { name } = error as Error;
  if (name === 'AbortError')
    return new StoreError('unreachable', 'the storage account did not answer in time');
  if (name === 'CredentialUnavailableError') {
    return new StoreError('unreachable', 'the managed identity gave no token for the storage account');
  }
  return new StoreError('unreachable', `no answer of the storage account: ${failureReason(error)}`);
}
