import type { Json, JsonObject } from '../model/arm.ts';
import {
  isList,
  isObject,
  objectAt,
  textAt,
  textsOf,
  walk,
  type JsonNode,
  type NodePath,
  type PlacedText,
} from './node.ts';

/** A template whose expressions are evaluated on their own: the file, or an inner-scope deployment. */
export interface TemplateScope {
  /** Where the template stands in the file. */
  readonly path: NodePath;
  /** Without the templates nested in it that have a scope of their own. */
  readonly template: JsonObject;
  readonly nested: boolean;
}

/** The template itself first, then the nested ones in document order. */
export function templateScopes(template: JsonObject, path: NodePath = []): readonly TemplateScope[] {
  const inner: TemplateScope[] = [];
  const own = withoutInner(template, [...path], (value, at) => inner.push(...templateScopes(value, at)));
  const first = { path, template: isObject(own) ? own : {}, nested: path.length > 0 };
  return [first, ...inner];
}

/** Every value of a scope, or of a part of it, with its place in the file. */
export function scopeNodes(scope: TemplateScope, part?: string): readonly JsonNode[] {
  if (part === undefined) return contentOf(scope).nodes;
  const { parts } = contentOf(scope);
  const known = parts.get(part);
  if (known) return known;
  const nodes = walk(scope.template[part] ?? null, [...scope.path, part], part, [scope.template]);
  parts.set(part, nodes);
  return nodes;
}

/** Every text of a scope, with its place in the file. */
export function scopeTexts(scope: TemplateScope): readonly PlacedText[] {
  return contentOf(scope).texts;
}

interface ScopeContent {
  readonly nodes: readonly JsonNode[];
  readonly texts: readonly PlacedText[];
  readonly parts: Map<string, readonly JsonNode[]>;
  deployments?: readonly JsonNode[];
}

/** Most checks look at everything; it is listed once. A scope is made for one certification and not changed. */
const contents = new WeakMap<TemplateScope, ScopeContent>();

function contentOf(scope: TemplateScope): ScopeContent {
  const known = contents.get(scope);
  if (known) return known;
  const nodes = walk(scope.template, scope.path);
  const content: ScopeContent = { nodes, texts: textsOf(nodes), parts: new Map() };
  contents.set(scope, content);
  return content;
}

/** Every object in a scope that has the type of a nested deployment. */
export function deployments(scope: TemplateScope): readonly JsonNode[] {
  const content = contentOf(scope);
  content.deployments ??= scopeNodes(scope, 'resources').filter(
    ({ value }) => isObject(value) && /^microsoft\.resources\/deployments$/i.test(textAt(value, 'type')),
  );
  return content.deployments;
}

/** The value itself where no template is taken out of it. `path` is where it stands; it is moved along, and not to be kept. */
function withoutInner(
  value: Json,
  path: (string | number)[],
  found: (template: JsonObject, path: NodePath) => void,
): Json {
  if (isList(value)) {
    const items = value.map((item, index) => at(index, item));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isObject(value)) return value;
  const inner = textAt(objectAt(value, 'expressionEvaluationOptions'), 'scope').toLowerCase() === 'inner';
  const changed: Record<string, Json> = {};
  for (const [key, child] of Object.entries(value)) {
    const isTaken = inner && key === 'template' && isObject(child);
    if (isTaken) found(child, [...path, key]);
    const left = isTaken ? {} : at(key, child);
    if (left !== child) changed[key] = left;
  }
  return Object.keys(changed).length > 0 ? { ...value, ...changed } : value;

  function at(step: string | number, child: Json): Json {
    if (typeof child !== 'object' || child === null) return child;
    path.push(step);
    const left = withoutInner(child, path, found);
    path.pop();
    return left;
  }
}
