import { BlobServiceClient, type StoragePipelineOptions } from '@azure/storage-blob';
import type { Settings } from '../core/settings.ts';
import { StoreError } from '../ports.ts';
import { createCredential } from './identity.ts';

export type StorageSettings = Pick<
  Settings,
  'storageConnection' | 'storageAccount' | 'storageBlobUri' | 'storageClientId' | 'clientId'
>;

/** A few quick tries for what passes at once; what takes longer is decided in the core. */
const options: StoragePipelineOptions = {
  retryOptions: { maxTries: 3, retryDelayInMs: 200, maxRetryDelayInMs: 2_000 },
};

/**
 * The storage account that the settings name: a connection string, or an account (or the address of its
 * blobs) with the managed identity. Nothing is connected yet.
 */
export function createBlobService(settings: StorageSettings): BlobServiceClient {
  const { storageConnection, storageAccount, storageBlobUri, storageClientId, clientId } = settings;
  if (storageConnection) return fromConnectionString(storageConnection);
  const address = storageBlobUri ?? `https://${storageAccount ?? ''}.blob.core.windows.net`;
  return new BlobServiceClient(address, createCredential(storageClientId ?? clientId), options);
}

function fromConnectionString(connection: string): BlobServiceClient {
  try {
    return BlobServiceClient.fromConnectionString(connection, options);
  } catch {
    // What the library says can hold parts of the value, which is a secret.
    throw new StoreError('unreachable', 'AzureWebJobsStorage is no connection string of a storage account');
  }
}
