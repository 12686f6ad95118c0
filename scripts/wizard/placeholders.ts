import type { Json } from '../model/arm.ts';
import { releasedFile } from '../model/solution.ts';
import { regionAddress, ruleChoices, type Region, type WizardInput } from '../model/wizard.ts';
import { audienceFragments } from './audience-fragments.ts';
import type { Expression } from './expression.ts';
import { parseExpression } from './parse.ts';
import { substitute } from './substitute.ts';

/** What `${name}` stands for at one place of the wizard's definition. */
export interface Placeholders {
  readonly value: (name: string) => Json | undefined;
  /** Without placeholders in it, where they have a meaning; a text becomes a literal. */
  readonly expression: (name: string) => Expression | undefined;
}

/** The named expressions that the made ones are built on: what the user entered, or an empty text. */
const keyName = 'key';
const addressName = 'address';

/** The placeholders of `input`; those of a region only inside an element that is repeated for each. */
export function makePlaceholders(input: WizardInput, region?: Region): Placeholders {
  const values = new Map<string, Json>(Object.entries(factsOf(input)));
  for (const [name, version] of Object.entries(input.wizard.apiVersions)) {
    values.set(`apiVersion.${name}`, version);
  }
  const made = new Map<string, Expression>([
    ['keyNamesOldAudience', keyCarries(input.wizard.oldAudience)],
    ['keyNamesChosenRegion', keyCarriesChosen(input.regions)],
  ]);
  if (region) {
    values.set('region.label', region.label);
    values.set('region.host', region.host);
    values.set('region.address', regionAddress(region));
    values.set('region.number', String(input.regions.indexOf(region) + 1));
    made.set('region.inKey', keyCarries(region.host));
  }
  const named = new Map<string, Expression>();
  for (const [name, text] of Object.entries(input.wizard.expressions)) {
    const parsed = parseExpression(text.trim());
    if ('expression' in parsed) named.set(name, parsed.expression);
  }
  // A name that is being resolved has no meaning inside itself: a cycle ends as an unknown name.
  const resolve = (name: string, open: ReadonlySet<string>): Expression | undefined => {
    if (open.has(name)) return undefined;
    const found = made.get(name) ?? named.get(name);
    if (found) return substitute(found, (inner) => resolve(inner, new Set([...open, name])));
    const value = values.get(name);
    return typeof value === 'string' ? text(value) : undefined;
  };
  return { value: (name) => values.get(name), expression: (name) => resolve(name, new Set()) };
}

function factsOf({ solution, regions, rules }: WizardInput): Readonly<Record<string, Json>> {
  // The files of a version lie under its tag, where the portal can fetch them.
  return {
    description: solution.description.trim(),
    logo: releasedFile(solution, 'solution/logo.svg'),
    rules: String(solution.rules.length),
    workbooks: String(solution.workbooks.length),
    watchlists: String(solution.watchlists.length),
    regionChoices: regions.map((region) => ({ label: region.label, value: regionAddress(region) })),
    ruleChoices: ruleChoices(rules),
  };
}

function keyCarries(audience: string): Expression {
  return anyOf(
    audienceFragments(audience).map((fragment) => call('contains', name(keyName), text(fragment))),
  );
}

function keyCarriesChosen(regions: readonly Region[]): Expression {
  return anyOf(
    regions.map((region) =>
      call('and', call('equals', name(addressName), text(regionAddress(region))), keyCarries(region.host)),
    ),
  );
}

/** `or` takes two arguments or more. */
function anyOf(conditions: readonly Expression[]): Expression {
  const [first, ...others] = conditions;
  if (!first) return { kind: 'literal', value: false, offset: 0 };
  return others.length === 0 ? first : call('or', first, ...others);
}

function call(name: string, ...args: readonly Expression[]): Expression {
  return { kind: 'call', name, args, offset: 0 };
}

function text(value: string): Expression {
  return { kind: 'literal', value, offset: 0 };
}

function name(of: string): Expression {
  return { kind: 'placeholder', name: of, offset: 0 };
}
