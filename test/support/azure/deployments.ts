/** The routes of deployments: validated, predicted, begun, watched, cancelled, remembered. */
import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../scripts/model/arm.ts';
import { predict } from './arm/prediction.ts';
import { expand, type Expansion, type ParameterValues, type Reference } from './arm/template.ts';
import { differencesFromBicep } from './bicep.ts';
import { createResource, errorOf, referTo } from './creation.ts';
import { deploymentBody, operationBodies } from './deployment-answers.ts';
import { advance, hasEnded, type Run, type Workshop } from './deployment.ts';
import { ok, refusal, Refused, route, type Answer, type Ask, type Route } from './exchange.ts';
import type { Operations } from './operations.ts';
import { filterOf, pageOf } from './page.ts';
import { checkParameters, checkResources } from './preflight.ts';
import { placeOf, type Store } from './store.ts';
import { predictChanges } from './what-if.ts';

const collection = '/subscriptions/{}/resourcegroups/{}/providers/microsoft.resources/deployments';

export interface DeploymentOptions {
  readonly operations: Operations;
  readonly host: () => string;
  readonly atOnce: number;
  readonly isHeld: () => boolean;
  /** Path of the Bicep CLI, where it is asked for its opinion. */
  readonly bicep: string | undefined;
}

export function deploymentRoutes(store: Store, options: DeploymentOptions): readonly Route[] {
  const { operations, host } = options;
  const runs = new Map<string, Run>();

  const workshop: Workshop = {
    atOnce: options.atOnce,
    now: () => (store.now += 1_000),
    errorOf,
    create: (declared) => createResource(store, declared),
    beginNested(declared) {
      if (!declared.nested) throw new TypeError(`${declared.name} is no deployment.`);
      return begin(declared.id, declared.name, declared.nested(), undefined);
    },
  };

  const begin = (id: string, name: string, expansion: Expansion, template: unknown): Run => {
    const before = runs.get(id.toLowerCase());
    if (before && !hasEnded(before)) throw new Refused(stillActive(id));
    const correlationId = digest(`${id}|${store.now}`).replace(
      /^(.{8})(.{4})(.{4})(.{4})(.{12}).*/,
      '$1-$2-$3-$4-$5',
    );
    const steps = expansion.resources.map((declared) => ({
      operationId: digest(declared.id).slice(0, 16).toUpperCase(),
      declared,
      state: 'Pending' as const,
      startedAt: 0,
      endedAt: 0,
      statusCode: '',
      error: undefined,
      nested: undefined,
    }));
    const run: Run = {
      id,
      name,
      correlationId,
      template,
      expansion,
      steps,
      startedAt: workshop.now(),
      endedAt: 0,
      state: 'Accepted',
      isCancelled: false,
      outputs: undefined,
      error: undefined,
    };
    runs.set(id.toLowerCase(), run);
    return run;
  };

  /** The template of a request, before it runs where there is no way to refer to what runs. */
  const expansionOf = (ask: Ask, groupName: string, name: string, reference?: Reference): Expansion => {
    const { properties } = (ask.body ?? {}) as { readonly properties?: DeploymentProperties };
    const { template, parameters = {} } = properties ?? {};
    if (!template) throw new Refused(refusal(400, 'InvalidRequestContent', 'The request has no template.'));
    const wrong = checkParameters(template, parameters);
    if (wrong) throw new Refused(wrong);
    try {
      const place = placeOf(store, groupName, name);
      return reference
        ? expand(template, parameters, place, reference)
        : predict(template, parameters, place);
    } catch (error) {
      if (error instanceof TypeError) throw new Refused(refusal(400, 'InvalidTemplate', error.message));
      throw error;
    }
  };

  const check = (ask: Ask, groupName: string, name: string): Expansion => {
    const predicted = expansionOf(ask, groupName, name);
    const wrong = checkResources(store, predicted);
    if (wrong) throw new Refused(wrong);
    return predicted;
  };

  const found = (ask: Ask, suffix: RegExp, work: (run: Run) => Answer): Answer => {
    const run = runs.get(ask.path.replace(suffix, ''));
    const name = ask.exactPath.replace(suffix, '').split('/').at(-1) ?? '';
    return run ? work(run) : refusal(404, 'DeploymentNotFound', `Deployment '${name}' could not be found.`);
  };
  const operationsOf = (ask: Ask): Answer =>
    found(ask, /\/operations$/i, (run) => pageOf(operationBodies(run), ask, store.pageSize));
  const poll = (run: Run): void => {
    if (!options.isHeld()) advance(run, workshop);
  };
  const runtime: Reference = (args, resolve) => referTo(store, runs, args, resolve);

  return [
    route('POST', `${collection}/{}/validate`, async (ask, [, , group = '', name = '']) => {
      const predicted = check(ask, group, name);
      if (options.bicep !== undefined) await confirm(options.bicep, ask, predicted);
      const id = ask.exactPath.replace(/\/validate$/i, '');
      return ok({
        id,
        name,
        type: 'Microsoft.Resources/deployments',
        properties: { provisioningState: 'Succeeded' },
      });
    }),
    route('POST', `${collection}/{}/whatif`, (ask, [, , group = '', name = '']) => {
      const expansion = expansionOf(ask, group, name);
      const changes = () => predictChanges(store, expansion, placeOf(store, group, name).groupId);
      return operations.begin(() => ok({ status: 'Succeeded', properties: { changes: changes() } }), 2);
    }),
    route('PUT', `${collection}/{}`, (ask, [, , group = '', name = '']) => {
      const before = runs.get(ask.path);
      if (before && !hasEnded(before)) return stillActive(before.id);
      check(ask, group, name);
      const { template } = (ask.body as { readonly properties: DeploymentProperties }).properties;
      const { groupId } = placeOf(store, group, name);
      const exactName = ask.exactPath.split('/').at(-1) ?? '';
      const id = `${groupId}/providers/Microsoft.Resources/deployments/${exactName}`;
      const run = begin(id, exactName, expansionOf(ask, group, exactName, runtime), template);
      const status = `${host()}${id}/operationStatuses/${digest(id).slice(0, 20)}?api-version=2025-04-01`;
      return {
        ...ok(deploymentBody(run), before ? 200 : 201),
        headers: { 'azure-asyncoperation': status, 'retry-after': '0' },
      };
    }),
    route('GET', `${collection}/{}/operationstatuses/{}`, (ask) =>
      found(ask, /\/operationstatuses\/[^/]+$/i, (run) => {
        poll(run);
        return {
          ...ok({ status: run.state, ...(run.error && { error: run.error }) }),
          headers: { 'retry-after': '0' },
        };
      }),
    ),
    route('GET', `${collection}/{}/operations`, operationsOf),
    // The older address, which SDKs still use.
    route('GET', '/subscriptions/{}/resourcegroups/{}/deployments/{}/operations', (ask) =>
      operationsOf({
        ...ask,
        path: ask.path.replace('/deployments/', '/providers/microsoft.resources/deployments/'),
      }),
    ),
    route('POST', `${collection}/{}/cancel`, (ask) =>
      found(ask, /\/cancel$/i, (run) => {
        if (hasEnded(run)) {
          return refusal(
            409,
            'DeploymentCannotBeCancelled',
            `The deployment '${run.name}' cannot be cancelled because it has ended.`,
          );
        }
        run.isCancelled = true;
        return { status: 204 };
      }),
    ),
    route('POST', `${collection}/{}/exporttemplate`, (ask) =>
      found(ask, /\/exporttemplate$/i, ({ template }) => ok({ template })),
    ),
    route('GET', `${collection}/{}`, (ask) =>
      found(ask, /$^/, (run) => {
        poll(run);
        return ok(deploymentBody(run));
      }),
    ),
    route('DELETE', `${collection}/{}`, ({ path }) =>
      runs.has(path) ? operations.begin(() => ({ status: runs.delete(path) ? 204 : 204 })) : { status: 204 },
    ),
    route('GET', collection, (ask) => {
      const state = filterOf(ask).get('provisioningstate');
      const all = [...runs.values()]
        .filter(
          (run) => run.id.toLowerCase().startsWith(`${ask.path}/`) && (state ?? run.state) === run.state,
        )
        .toSorted((a, b) => (b.endedAt || b.startedAt) - (a.endedAt || a.startedAt));
      return pageOf(all.map(deploymentBody), ask, store.pageSize);
    }),
  ];
}

interface DeploymentProperties {
  readonly template?: JsonObject;
  readonly parameters?: ParameterValues;
}

/** Throws where Bicep sees other resources than the stand-in does. */
async function confirm(bicep: string, ask: Ask, predicted: Expansion): Promise<void> {
  const { template = {}, parameters = {} } = (ask.body as { readonly properties: DeploymentProperties })
    .properties;
  const differences = await differencesFromBicep(bicep, template, parameters, predicted);
  if (differences.length > 0) throw new Error(`Bicep sees these otherwise: ${differences.join(', ')}`);
}

function stillActive(id: string): Answer {
  return refusal(
    409,
    'DeploymentActive',
    `The deployment with resource id '${id}' cannot be saved, because this would overwrite an existing deployment which is still active.`,
  );
}

function digest(text: string): string {
  return createHash('sha256').update(text.toLowerCase()).digest('hex');
}
