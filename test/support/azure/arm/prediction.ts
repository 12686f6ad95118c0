/** Templates before they are deployed: what one resource says of another is known, what services add is not. */
import type { JsonObject } from '../../../../scripts/model/arm.ts';
import { knownInPart, Unknown } from './evaluate.ts';
import type { Place } from './place.ts';
import { expand, type Declared, type Expansion, type ParameterValues, type Reference } from './template.ts';

/** As `expand`; references lead to the other resources of the same deployment, nested ones included. */
export function predict(template: JsonObject, given: ParameterValues, place: Place): Expansion {
  let byId: Map<string, Declared> | undefined;
  let isLooking = false;
  const reference: Reference = ([wanted], resolveName) => {
    // While the resources are looked up, parameters of nested deployments may refer to others.
    if (isLooking) throw new Unknown();
    if (!byId) {
      isLooking = true;
      byId = new Map(allDeclared(expansion).map((declared) => [declared.id.toLowerCase(), declared]));
      isLooking = false;
    }
    const name = String(wanted);
    const id = name.startsWith('/') ? name : resolveName(name);
    const declared = byId.get(id.toLowerCase());
    if (!declared || declared.nested) throw new Unknown();
    return knownInPart(declared.body()['properties'] ?? {});
  };
  const expansion = expand(template, given, place, reference);
  return expansion;
}

/** All resources, those of nested deployments too. */
export function allDeclared(expansion: Expansion): readonly Declared[] {
  return expansion.resources.flatMap((declared) => [
    declared,
    ...(declared.nested ? allDeclared(declared.nested()) : []),
  ]);
}
