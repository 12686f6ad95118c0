/**
 * A package of one's own in place of the released one. Flex Consumption runs what lies in the deployment
 * container under one name, which it reads when the app starts. Source: Microsoft Learn, "Automate function
 * app resource deployment to Azure", deployment package.
 */
import type { TokenCredential } from '@azure/identity';
import { apiVersions } from '../azure/api-versions.ts';
import type { Azure } from '../azure/azure.ts';
import { AzureFault } from '../azure/azure-fault.ts';
import { during, StepFault } from '../outcome/step.ts';
import type { PackageFile } from './package-file.ts';

const container = 'app-package';
const packageName = 'released-package.zip';

/** Where a package goes: the ids of the resources of the installation. */
export interface PackagePlace {
  readonly storageId: string;
  readonly siteId: string;
}

/** Puts bytes into a container at a blob endpoint. Throws what the SDK throws. */
export type PutBlob = (address: string, bytes: Uint8Array) => Promise<void>;

/** Uploads with the identity of the caller. */
export function putBlobAs(credential: TokenCredential): PutBlob {
  return async (address, bytes) => {
    // Loaded here: few deployments bring a package of their own.
    const { BlockBlobClient } = await import('@azure/storage-blob');
    const client = new BlockBlobClient(address, credential);
    await client.uploadData(bytes, { blobHTTPHeaders: { blobContentType: 'application/zip' } });
  };
}

/** Uploads the package and restarts the app, which then runs it. Throws `StepFault`. */
export async function uploadPackage(
  azure: Azure,
  { storageId, siteId }: PackagePlace,
  { path, bytes }: PackageFile,
  put: PutBlob,
): Promise<void> {
  const account = await during('read the storage account', () =>
    azure.get<{ readonly properties?: { readonly primaryEndpoints?: { readonly blob?: string } } }>(
      storageId,
      apiVersions.storageAccounts,
    ),
  );
  const endpoint = account?.properties?.primaryEndpoints?.blob;
  if (endpoint === undefined) {
    const fault = new AzureFault(404, {
      code: 'ResourceNotFound',
      message: 'There is no such storage account.',
      target: storageId,
    });
    throw new StepFault(`upload ${path}`, fault);
  }
  const address = new URL(`${container}/${packageName}`, endpoint.endsWith('/') ? endpoint : `${endpoint}/`)
    .href;
  try {
    await put(address, bytes);
  } catch (error) {
    throw new StepFault(`upload ${path} to the container ${container}`, uploadFault(error, storageId));
  }
  await during('restart the function app', () => azure.send('POST', `${siteId}/restart`, apiVersions.sites));
}

/** What the storage service says, in the form of the other faults. */
function uploadFault(error: unknown, target: string): AzureFault {
  if (!(error instanceof Error) || error.name !== 'RestError') throw error;
  const {
    statusCode = 0,
    code,
    details,
  } = error as Error & {
    readonly statusCode?: number;
    readonly code?: string;
    readonly details?: { readonly errorCode?: string };
  };
  const told = details?.errorCode ?? code ?? `Http${statusCode}`;
  // The SDK's message goes on with the request and its headers.
  const [message = ''] = error.message.split('\n');
  return new AzureFault(statusCode, { code: told, message, target });
}
