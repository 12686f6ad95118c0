import type { Location } from '../../diagnostics/diagnostic.ts';
import type { Path, YamlDocument } from '../../load/yaml.ts';
import type { Json } from '../../model/arm.ts';
import type { Region, WizardFile, WizardInput } from '../../model/wizard.ts';
import type { Expression, Problem } from '../../wizard/expression.ts';
import { parseExpression, readText } from '../../wizard/parse.ts';
import { makePlaceholders, type Placeholders } from '../../wizard/placeholders.ts';

/** A text of the definition, with what is known about its place. */
export interface TextSite {
  readonly path: Path;
  readonly text: string;
  readonly connectorOnly: boolean;
  /** One for each element that the text becomes part of: several where it is repeated. */
  readonly placeholders: readonly Placeholders[];
  /** Set where the text is an expression. */
  readonly expression?: Expression;
  readonly problem?: Problem;
  /** Where in the file a character of the expression stands. */
  readonly at: (offset: number, length?: number) => Location;
}

/** Every text of the definition: the named expressions, and those of the pages and outputs. */
export function textSites(document: YamlDocument<WizardFile>, input: WizardInput): readonly TextSite[] {
  const { expressions, config, basics, steps, outputs } = document.value;
  const everywhere = [makePlaceholders(input)];
  const regional = input.regions.map((region: Region) => makePlaceholders(input, region));

  const walk = (value: Json, path: Path, connectorOnly: boolean, repeated: boolean): TextSite[] => {
    if (typeof value === 'string') {
      const read = readText(value);
      const places = repeated ? regional : everywhere;
      return [site(document, path, value, 'source' in read ? read : undefined, connectorOnly, places)];
    }
    if (typeof value !== 'object' || value === null) return [];
    const entries: readonly (readonly [string | number, Json])[] = Array.isArray(value)
      ? value.map((item: Json, index) => [index, item] as const)
      : Object.entries(value);
    const own = Object.fromEntries(entries);
    const left = connectorOnly || own['connectorOnly'] === true;
    return entries.flatMap(([key, part]) =>
      walk(part, [...path, key], left, repeated || own['forEach'] === 'region'),
    );
  };

  const named = Object.entries(expressions).map(([name, text]) =>
    site(document, ['expressions', name], text, { source: text, start: 0 }, true, everywhere),
  );
  // The file's types are narrower than JSON, but JSON all the same.
  const pages = { config, basics, steps, outputs } as unknown as Json;
  return [...named, ...walk(pages, [], false, false)];
}

function site(
  document: YamlDocument<WizardFile>,
  path: Path,
  text: string,
  read: { readonly source: string; readonly start: number } | undefined,
  connectorOnly: boolean,
  placeholders: readonly Placeholders[],
): TextSite {
  const at = (offset: number, length = 1): Location =>
    document.within(path, (read?.start ?? 0) + offset, length);
  const parsed = read ? parseExpression(read.source) : {};
  return { path, text, connectorOnly, placeholders, at, ...parsed };
}
