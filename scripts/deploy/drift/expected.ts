/** What the bundle would make of a workspace with the answers that were given when it was installed. */
import type { Json, JsonObject } from '../../model/arm.ts';
import { enabledRulesDeployment, everyRule } from '../../compile/enabled-rules.ts';
import type { Azure } from '../azure/azure.ts';
import { during } from '../outcome/step.ts';
import { resourcesOf, type TemplateInput, type TemplateResource } from '../template/resources.ts';
import type { ConnectorAnswers } from '../update/connector-answers.ts';

export interface ExpectedInput {
  readonly template: JsonObject;
  readonly place: TemplateInput['place'];
  readonly workspace: string;
  readonly workspaceLocation: string;
  /** Absent where the workspace has the content alone. */
  readonly answers?: ConnectorAnswers;
}

export interface Expected {
  /** Of the content and of the connector. */
  readonly resources: readonly TemplateResource[];
  /** Every rule as it would be, were it enabled, by its id in the package. */
  readonly rules: ReadonlyMap<string, TemplateResource>;
}

/** Stands for the key, which nobody can read back. No request carries it. */
const unknownKey = 'unknown';

/** Properties of resources that others are made of, by id in lower case. */
type Known = Map<string, Json | undefined>;

/** Rounds of asking: a value of one resource may lead to another, which needs one more. */
const maximumRounds = 3;

/** Asks Azure for what only its resources know, such as the id of an identity. Throws `StepFault`. */
export async function expectedState(azure: Azure, input: ExpectedInput): Promise<Expected> {
  const known: Known = new Map();
  for (let round = 0; ; round++) {
    const missing = new Set<string>();
    const all = evaluate(input, known, missing);
    if (missing.size === 0 || round === maximumRounds) return divide(all);
    for (const id of missing) {
      const apiVersion = all.find((resource) => resource.id.toLowerCase() === id)?.apiVersion;
      const found =
        apiVersion === undefined
          ? undefined
          : await during(`read ${id.split('/').slice(-2).join('/')}`, () =>
              azure.get<{ readonly properties?: Json }>(id, apiVersion),
            );
      known.set(id, found?.properties);
    }
  }
}

function evaluate(input: ExpectedInput, known: Known, missing: Set<string>): readonly TemplateResource[] {
  const { template, place, workspace, workspaceLocation, answers } = input;
  const content: JsonObject = { workspace, 'workspace-location': workspaceLocation };
  const templates = new Map<string, Json | undefined>();
  for (const { id, body } of resourcesOf({ template, place, parameters: content })) {
    templates.set(id.toLowerCase(), body?.['properties']);
  }
  return resourcesOf({
    template,
    place,
    parameters: {
      ...content,
      enabledRules: [everyRule],
      ...(answers && connectorParameters(answers)),
    },
    reference: (id) => {
      const key = id.toLowerCase();
      // A rule is compared with the bundle's template, not with the one that is installed.
      if (templates.has(key)) return templates.get(key);
      if (!known.has(key)) missing.add(key);
      return known.get(key);
    },
  });
}

function connectorParameters(answers: ConnectorAnswers): JsonObject {
  const { resourcePrefix, functionLocation, apiEndpoint, initialLookbackHours } = answers;
  return {
    apiKey: unknownKey,
    resourcePrefix,
    ...(functionLocation === undefined ? {} : { functionLocation }),
    ...(apiEndpoint === undefined ? {} : { apiEndpoint }),
    ...(initialLookbackHours === undefined ? {} : { initialLookbackHours }),
  };
}

function divide(all: readonly TemplateResource[]): Expected {
  const rules = all.filter((resource) => isEnabled(resource) && resource.type.endsWith('/alertRules'));
  return {
    resources: all.filter((resource) => !isEnabled(resource)),
    rules: new Map(rules.map((rule) => [rule.name, rule])),
  };
}

function isEnabled({ deployment }: TemplateResource): boolean {
  return deployment === enabledRulesDeployment;
}
