/** Reading and making dynamic values. */
import { textOfValue, toDynamic } from '../values/convert.ts';
import { isArray, isBag, parseJson, type Bag, type Dynamic } from '../values/dynamic.ts';
import type { ScalarType, Value } from '../values/scalar.ts';
import { conversion } from './conversion.ts';
import { follow, memberOf, parsePath, type Path } from './dynamic-path.ts';
import {
  Refusal,
  nullable,
  scalar,
  type Implementation,
  type RunContext,
  type ScalarFunction,
} from './function.ts';

/** Text that is no JSON stays as it is; empty text has no value. */
function fromText(text: string): Dynamic {
  if (text.trim() === '') return null;
  const parsed = parseJson(text);
  return parsed === undefined ? text : parsed;
}

const parseJsonFunction: ScalarFunction = {
  page: 'parse-json-function',
  specialize: ([type = 'string']) =>
    type === 'string' ? (text) => fromText(String(text)) : (value = null) => toDynamic(value, type),
};

const element: ScalarFunction = {
  page: 'scalar-data-types/dynamic',
  specialize: ([type, key]) => {
    if (type !== 'dynamic') throw new Refusal(`A member of a ${type} is not supported.`);
    if (key === 'string') return (value, name) => memberOf(value as Dynamic, String(name));
    if (key === 'long' || key === 'int')
      return (value, position) => memberOf(value as Dynamic, Number(position));
    if (key !== 'dynamic') throw new Refusal(`A ${key} as a key is not supported.`);
    return (value, name) => {
      if (typeof name === 'string' || typeof name === 'number') return memberOf(value as Dynamic, name);
      throw new Refusal('A key that is neither text nor a whole number is not supported.');
    };
  },
};

function packedBag(types: readonly ScalarType[], args: readonly Value[]): Bag {
  const entries = new Map<string, Dynamic>();
  for (let i = 0; i + 1 < args.length; i += 2) {
    const key = textOfValue(args[i] ?? null, types[i] ?? 'string');
    if (entries.has(key)) throw new Refusal(`The key ${key} twice in one bag is not supported.`);
    entries.set(key, toDynamic(args[i + 1] ?? null, types[i + 1] ?? 'string'));
  }
  return Object.fromEntries(entries);
}

const bagPack: ScalarFunction = {
  page: 'pack-function',
  takesNull: true,
  specialize:
    (types) =>
    (...args) =>
      packedBag(types, args),
};

/** The value at a path as text, or converted as the function for its type does it. */
const extractJson: ScalarFunction = {
  page: 'extract-json-function',
  takesNull: true,
  specialize: ([, source = 'string'], result, context) => {
    const convert = conversionTo(result, context);
    let known: { readonly text: Value; readonly path: Path | undefined } | undefined;
    return (path = '', data = null) => {
      if (known?.text !== path) known = { text: path, path: parsePath(String(path)) };
      if (!known.path) throw new Refusal(`The path ${String(path)} is not supported.`);
      const document = source === 'dynamic' ? (data as Dynamic) : (parseJson(String(data)) ?? null);
      return convert(follow(document, known.path));
    };
  },
};

const converters: Partial<Record<ScalarType, string>> = {
  bool: 'tobool',
  datetime: 'todatetime',
  guid: 'toguid',
  int: 'toint',
  long: 'tolong',
  real: 'toreal',
  string: 'tostring',
  timespan: 'totimespan',
};

function conversionTo(type: ScalarType, context: RunContext): Implementation {
  if (type === 'dynamic') return (value = null) => value;
  const definition = conversion[converters[type] ?? ''];
  if (!definition) throw new Refusal(`extract_json to ${type} is not supported.`);
  return definition.specialize(['dynamic'], type, context);
}

/** Paths of all members; the elements of an array share one path. */
function treePaths(value: Dynamic): readonly string[] {
  const paths = new Set<string>();
  const visit = (node: Dynamic, path: string): void => {
    if (path !== '') paths.add(path);
    if (isArray(node)) for (const item of node) visit(item, `${path}[0]`);
    if (!isBag(node)) return;
    for (const [key, member] of Object.entries(node)) {
      if (/['\\]/.test(key)) throw new Refusal(`treepath of the key ${key} is not supported.`);
      visit(member, `${path}['${key}']`);
    }
  };
  visit(value, '');
  return [...paths];
}

/** Types of values that `repeat` takes. */
const repeatable: ReadonlySet<ScalarType> = new Set([
  'bool',
  'datetime',
  'int',
  'long',
  'real',
  'string',
  'timespan',
]);

function filled(count: Value, value: Dynamic): Dynamic {
  return Number(count) < 0 ? null : Array.from({ length: Number(count) }, () => value);
}

export const dynamic: Readonly<Record<string, ScalarFunction>> = {
  element,
  'tuple-item': nullable('array-sort-asc-function', (values, position) => {
    return (values as readonly Value[])[Number(position)] ?? null;
  }),
  parse_json: parseJsonFunction,
  parsejson: parseJsonFunction,
  todynamic: parseJsonFunction,
  toobject: parseJsonFunction,
  bag_pack: bagPack,
  pack: bagPack,
  pack_dictionary: bagPack,
  pack_array: {
    page: 'pack-array-function',
    takesNull: true,
    specialize:
      (types) =>
      (...args) =>
        args.map((arg, i) => toDynamic(arg, types[i] ?? 'string')),
  },
  extract_json: extractJson,
  extractjson: extractJson,
  repeat: {
    page: 'repeat-function',
    takesNull: true,
    specialize: ([type = 'string']) => {
      if (!repeatable.has(type)) throw new Refusal(`repeat of a ${type} is not supported.`);
      return (value = null, count = null) => {
        if (count === null) throw new Refusal('repeat without a count is not supported.');
        return filled(count, toDynamic(value, type));
      };
    },
  },
  treepath: scalar('treepath-function', (value) => {
    if (isBag(value) || isArray(value)) return treePaths(value as Dynamic);
    throw new Refusal('treepath of a value that is neither bag nor array is not supported.');
  }),
  zip: nullable('zip-function', (...lists) => {
    const arrays = lists.map((list) => {
      if (isArray(list)) return list;
      throw new Refusal('zip of a value that is no array is not supported.');
    });
    const length = Math.max(...arrays.map((array) => array.length));
    return Array.from({ length }, (_, i) => arrays.map((array) => array[i] ?? null));
  }),
};
