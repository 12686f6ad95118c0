import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { WizardFile } from '../../model/wizard.ts';
import { children, descendants, type Expression } from '../../wizard/expression.ts';
import { countProblem } from '../../wizard/function.ts';
import { findFunction, findReference, functionNames } from '../../wizard/functions.ts';
import { referencesOf, type ControlReference } from '../../wizard/references.ts';
import { substitute } from '../../wizard/substitute.ts';
import type { ControlSite } from './controls.ts';
import type { TextSite } from './sites.ts';

/** Names that made expressions refer to. */
const builtOn: readonly string[] = ['key', 'address'];

/** What can be seen in an expression without evaluating it. */
export function checkExpressions(
  file: WizardFile,
  sites: readonly TextSite[],
  controls: readonly ControlSite[],
): Diagnostic[] {
  const found = sites.flatMap((site) => [
    ...(site.problem ? [diagnostic('wizard-expression', site.at(site.problem.offset), site.problem)] : []),
    ...textPlaceholders(site),
    ...(site.expression ? inspect(site, site.expression, file, controls) : []),
  ]);
  const used = new Set([...builtOn, ...sites.flatMap(placeholderNames)]);
  const unused = sites.filter(({ path }) => path[0] === 'expressions' && !used.has(String(path[1])));
  return [
    ...found,
    ...unused.map((site) =>
      diagnostic('wizard-unused-expression', site.at(0), { name: String(site.path[1]) }),
    ),
  ];
}

/** The expression as it will be compiled, once for each element that it becomes part of. */
export function filledExpressions(site: TextSite): readonly Expression[] {
  const { expression } = site;
  if (!expression) return [];
  return site.placeholders.map((place) => substitute(expression, place.expression));
}

function placeholderNames(site: TextSite): readonly string[] {
  if (!site.expression) return [];
  return descendants(site.expression).flatMap((part) => (part.kind === 'placeholder' ? [part.name] : []));
}

function textPlaceholders(site: TextSite): Diagnostic[] {
  if (site.expression || site.problem) return [];
  return [...site.text.matchAll(/\$\{([^}]*)\}/g)].flatMap((match) => {
    const name = match[1] ?? '';
    if (site.placeholders[0]?.value(name) !== undefined) return [];
    return [diagnostic('wizard-unknown-placeholder', site.at(match.index, match[0].length), { name })];
  });
}

function inspect(
  site: TextSite,
  expression: Expression,
  file: WizardFile,
  controls: readonly ControlSite[],
): Diagnostic[] {
  const filled = filledExpressions(site)[0] ?? expression;
  const named = site.path[0] === 'expressions';
  const circular =
    named && descendants(filled).some((part) => part.kind === 'placeholder' && part.name === site.path[1]);
  return [
    ...descendants(expression).flatMap((part) => inspectPart(site, part, file)),
    ...unboundVariables(expression, []).map((part) =>
      diagnostic('wizard-unknown-variable', site.at(part.offset, part.name.length), { name: part.name }),
    ),
    ...referencesOf(expression)
      .filter((reference) => !isKnown(reference, file, controls))
      .map((reference) =>
        diagnostic('wizard-unknown-control', site.at(reference.offset, reference.length), {
          what: describe(reference),
        }),
      ),
    ...(circular
      ? [diagnostic('wizard-unknown-placeholder', site.at(0), { name: String(site.path[1]) })]
      : []),
    ...(site.connectorOnly ? [] : referencesOf(filled))
      .filter((reference) => isConnectorOnly(reference, file, controls))
      .slice(0, 1)
      .map((reference) =>
        diagnostic('wizard-connector-reference', site.at(0), { what: describe(reference) }),
      ),
  ];
}

function inspectPart(site: TextSite, part: Expression, file: WizardFile): Diagnostic[] {
  if (part.kind === 'placeholder') {
    const known = site.placeholders[0]?.expression(part.name) ?? Object.hasOwn(file.expressions, part.name);
    const at = site.at(part.offset, part.name.length + '${}'.length);
    return known ? [] : [diagnostic('wizard-unknown-placeholder', at, { name: part.name })];
  }
  if (part.kind !== 'call') return [];
  const at = site.at(part.offset, part.name.length);
  const takes = findReference(part.name);
  const definition = takes ? { takes } : findFunction(part.name);
  if (!definition) {
    const similar = functionNames().find((name) => name.toLowerCase() === part.name.toLowerCase());
    const hint = similar ? ` Do you mean "${similar}"?` : '';
    return [diagnostic('wizard-unknown-function', at, { name: part.name, hint })];
  }
  const reason = countProblem(part.name, definition, part.args.length);
  return reason ? [diagnostic('wizard-arguments', at, { reason })] : [];
}

function unboundVariables(
  expression: Expression,
  bound: readonly string[],
): readonly { readonly name: string; readonly offset: number }[] {
  if (expression.kind === 'variable') return bound.includes(expression.name) ? [] : [expression];
  const inside = expression.kind === 'lambda' ? [...bound, expression.parameter] : bound;
  return children(expression).flatMap((part) => unboundVariables(part, inside));
}

function isKnown(
  { step, control }: ControlReference,
  file: WizardFile,
  controls: readonly ControlSite[],
): boolean {
  if (control === undefined) return step === undefined || file.steps.some(({ name }) => name === step);
  return controls.some((site) => site.step === step && site.element.name === control);
}

function isConnectorOnly(
  { step, control }: ControlReference,
  file: WizardFile,
  controls: readonly ControlSite[],
): boolean {
  if (file.steps.some(({ name, connectorOnly }) => name === step && connectorOnly)) return true;
  return controls.some((site) => site.step === step && site.element.name === control && site.connectorOnly);
}

function describe({ step, control }: ControlReference): string {
  if (step === undefined) return `basics('${control}')`;
  return control === undefined ? `steps('${step}')` : `steps('${step}').${control}`;
}
