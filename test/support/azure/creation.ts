/** What a step of a deployment does: creates a resource as its service would, or refers to one. */
import type { Json } from '../../../scripts/model/arm.ts';
import { ownType } from './arm/resource-name.ts';
import type { Declared } from './arm/template.ts';
import { deploymentBody } from './deployment-answers.ts';
import type { Run } from './deployment.ts';
import { refusal, Refused, type ErrorBody } from './exchange.ts';
import { isDenied } from './permissions.ts';
import { checkResource } from './refusals.ts';
import { checkRole } from './roles.ts';
import { keepWatchlist } from './sentinel.ts';
import { keep, visible, type Store } from './store.ts';

/** Throws `Refused` where a test asks for it, or where the service would. */
export function createResource(store: Store, declared: Declared): { readonly statusCode: string } {
  const { id, type, name } = declared;
  const fault = store.resourceFaults.find(
    (candidate) => candidate.times > 0 && candidate.type.toLowerCase() === ownType(type).toLowerCase(),
  );
  if (fault) {
    fault.times--;
    throw new Refused(refusal(400, fault.error.code, fault.error.message));
  }
  if (isDenied(store, `${ownType(type)}/write`)) {
    throw new Refused(
      refusal(
        403,
        'AuthorizationFailed',
        `The client does not have authorization to perform action '${type}/write' over scope '${id}'.`,
      ),
    );
  }
  const body = declared.body();
  checkResource(store, id, body);
  if (/\/roleAssignments$/i.test(type)) checkRole(store, id, body);
  const isNew = !store.resources.has(id.toLowerCase());
  if (/\/sites\/extensions$/i.test(type)) {
    // The package brings the functions of its app; the extension itself cannot be read back.
    store.functions.set(id.toLowerCase().replace(/\/extensions\/[^/]+$/, ''), ['PollEvents']);
  } else if (/\/watchlists$/i.test(type)) keepWatchlist(store, id, body);
  else keep(store, id, body);
  return { statusCode: isNew || name === 'onedeploy' ? 'Created' : 'OK' };
}

/** The properties of a resource or deployment that is there, or all of it. */
export function referTo(
  store: Store,
  runs: ReadonlyMap<string, Run>,
  args: readonly Json[],
  resolveName: (name: string) => string,
): Json {
  const wanted = String(args[0]);
  const id = wanted.startsWith('/') ? wanted : resolveName(wanted);
  const isFull = String(args.at(-1)).toLowerCase() === 'full';
  const run = runs.get(id.toLowerCase());
  const found = run
    ? (deploymentBody(run) as { readonly properties: Json })
    : store.resources.get(id.toLowerCase());
  if (!found) {
    throw new Refused(refusal(404, 'ResourceNotFound', `The Resource '${id}' was not found.`));
  }
  const shown = run ? found : visible(found as Parameters<typeof visible>[0]);
  return (isFull ? shown : shown.properties) as Json;
}

/** As an operation tells it; what is no refusal is a fault of the template. */
export function errorOf(thrown: unknown): ErrorBody {
  if (thrown instanceof Refused) return (thrown.answer.body as { readonly error: ErrorBody }).error;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    code: 'InvalidTemplate',
    message: `Unable to process template language expressions: '${message}'`,
  };
}
