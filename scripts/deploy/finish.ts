/** What a template cannot do: the code of one's own, and rows of the watchlist with their names. */
import { plannedId, type Plan } from './plan.ts';
import { putBlobAs, uploadPackage } from './package/upload.ts';
import type { DeploymentAround, DeploymentRequest } from './request.ts';
import { accessOf } from './answers/surroundings.ts';
import { addRows } from './watchlist/add-rows.ts';
import { counted } from '../diagnostics/counted.ts';

/** Does it and answers in sentences what was done. Doing it again changes nothing. Throws `StepFault`. */
export async function finishDeployment(
  { package: file, privileged = [] }: Pick<DeploymentRequest, 'package' | 'privileged'>,
  plan: Pick<Plan, 'resources'>,
  { azure, target, surroundings, putBlob }: DeploymentAround,
): Promise<readonly string[]> {
  const remarks: string[] = [];
  const storageId = plannedId(plan, 'Microsoft.Storage/storageAccounts');
  const siteId = plannedId(plan, 'Microsoft.Web/sites');
  if (file && storageId !== undefined && siteId !== undefined) {
    surroundings.output.err(`  Uploading ${file.path}`);
    const put = putBlob ?? putBlobAs((await accessOf(surroundings)).credential);
    await uploadPackage(azure, { storageId, siteId }, file, put);
    remarks.push(`${file.path} was uploaded, and the function app restarted.`);
  }
  if (privileged.length > 0) {
    const added = await addRows(azure, target, 'PG1PW', privileged);
    const rest = privileged.length - added;
    const there = rest === 0 ? '' : `; ${rest} ${rest === 1 ? 'was' : 'were'} there already`;
    remarks.push(`${counted(added, 'row')} added to the watchlist PG1PW${there}.`);
  }
  return remarks;
}
