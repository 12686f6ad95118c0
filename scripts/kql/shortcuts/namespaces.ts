/**
 * Every name of the library is a path through its namespaces: `Kusto.Language.Syntax.SyntaxKind.PipeExpression`.
 * A class is defined anew when its name is met first, and each time V8 turns the namespace around it into a
 * table in which names are looked up one by one, which it stays. Met all at once, and then used as prototypes,
 * namespaces and classes become objects with known places again, whose paths the compiler follows beforehand.
 */

/** Names of namespaces and classes; completion in editors and management commands take no part in binding. */
const isName = /^(?!Editor$|EngineCommands$|CommandGrammar$|Environment$)[A-Z]/;

/** Meets all classes of the runtime and the library, and lays out what holds them. */
export function settleNamespaces(globals: object): void {
  const { Kusto, System, Bridge } = globals as Readonly<Record<string, object>>;
  const holders = new Set<object>();
  for (const root of [Kusto, System, Bridge]) meet(root, holders);
  for (const holder of holders) layOut(holder);
}

function meet(value: unknown, holders: Set<object>): void {
  if (!isHolder(value) || holders.has(value)) return;
  holders.add(value);
  for (const name of Object.getOwnPropertyNames(value).filter((own) => isName.test(own))) {
    meet((value as Readonly<Record<string, unknown>>)[name], holders);
  }
}

/** A namespace, or a class, which holds enumerated values and the classes within it. */
function isHolder(value: unknown): value is object {
  if (typeof value === 'function') return '$$name' in value;
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/**
 * V8 lays out an object that has become a prototype as soon as some place of the program looks there for the
 * first time; each holder needs a place of its own.
 */
function layOut(holder: object): void {
  const look = new Function('heir', 'return heir.anything') as (heir: unknown) => unknown;
  look(Object.create(holder));
}
