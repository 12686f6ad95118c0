/**
 * What the ATT&CK Navigator asks of a layer. Source: mitre-attack/attack-navigator,
 * layers/LAYERFORMATv4_5.md: required properties, types, allowed values.
 */

/** `required` or `optional`, and the type: of typeof, or what an array holds. */
type Rule = readonly [
  'required' | 'optional',
  'string' | 'number' | 'boolean' | 'object' | Shape | readonly [Shape | 'string'],
];
interface Shape {
  readonly [name: string]: Rule;
}

const namedValue: Shape = { name: ['required', 'string'], value: ['required', 'string'] };

const technique: Shape = {
  techniqueID: ['required', 'string'],
  tactic: ['optional', 'string'],
  comment: ['optional', 'string'],
  enabled: ['optional', 'boolean'],
  score: ['optional', 'number'],
  color: ['optional', 'string'],
  metadata: ['optional', [namedValue]],
  showSubtechniques: ['optional', 'boolean'],
};

const layer: Shape = {
  name: ['required', 'string'],
  versions: [
    'optional',
    { attack: ['optional', 'string'], navigator: ['required', 'string'], layer: ['required', 'string'] },
  ],
  domain: ['required', 'string'],
  description: ['optional', 'string'],
  sorting: ['optional', 'number'],
  hideDisabled: ['optional', 'boolean'],
  techniques: ['optional', [technique]],
  gradient: [
    'optional',
    { colors: ['required', ['string']], minValue: ['required', 'number'], maxValue: ['required', 'number'] },
  ],
  legendItems: ['optional', [{ label: ['required', 'string'], color: ['required', 'string'] }]],
  showTacticRowBackground: ['optional', 'boolean'],
  tacticRowBackground: ['optional', 'string'],
  selectTechniquesAcrossTactics: ['optional', 'boolean'],
  selectSubtechniquesWithParent: ['optional', 'boolean'],
  selectVisibleTechniques: ['optional', 'boolean'],
};

/** What is wrong with a layer, by path; nothing where it keeps to the format. */
export function faultsOfLayer(value: unknown): string[] {
  const faults = faultsOf(value, layer, 'layer');
  if (faults.length > 0) return faults;
  const {
    versions,
    domain,
    gradient,
    techniques = [],
  } = value as {
    readonly versions?: { readonly navigator: string; readonly layer: string };
    readonly domain: string;
    readonly gradient?: {
      readonly colors: readonly string[];
      readonly minValue: number;
      readonly maxValue: number;
    };
    readonly techniques?: readonly Readonly<Record<string, unknown>>[];
  };
  const ids = techniques.map(({ techniqueID }) => String(techniqueID));
  const isParent = (id: string): boolean => ids.some((other) => other.startsWith(`${id}.`));
  const places = techniques.map(({ techniqueID, tactic }) => `${String(techniqueID)} ${String(tactic)}`);
  const checks: readonly (readonly [boolean, string])[] = [
    [versions !== undefined && versions.layer !== '4.5', 'versions.layer is not 4.5'],
    [
      versions !== undefined && !/^(?:4\.(?:9|\d{2,})|[5-9]|\d{2,})\b/.test(versions.navigator),
      'versions.navigator is below 4.9.0',
    ],
    [!['enterprise-attack', 'mobile-attack', 'ics-attack'].includes(domain), 'domain is none of the three'],
    [gradient !== undefined && gradient.colors.length < 2, 'gradient.colors has fewer than two'],
    [
      gradient !== undefined && gradient.maxValue <= gradient.minValue,
      'gradient.maxValue is not above minValue',
    ],
    [ids.some((id) => !/^T\d{4}(?:\.\d{3})?$/.test(id)), 'a techniqueID is none'],
    [
      techniques.some(({ tactic = 'a' }) => !/^[a-z]+(?:-[a-z]+)*$/.test(String(tactic))),
      'a tactic is no short name',
    ],
    [
      techniques.some(
        ({ techniqueID, showSubtechniques }) =>
          showSubtechniques !== undefined && !isParent(String(techniqueID)),
      ),
      'showSubtechniques stands where there are none',
    ],
    [new Set(places).size < places.length, 'a technique stands twice under a tactic'],
  ];
  return checks.flatMap(([isWrong, text]) => (isWrong ? [text] : []));
}

function faultsOf(value: unknown, shape: Shape, path: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path} is no object`];
  const members = value as Readonly<Record<string, unknown>>;
  const strangers = Object.keys(members).filter((name) => !(name in shape));
  return [
    ...strangers.map((name) => `${path}.${name} is not of the format`),
    ...Object.entries(shape).flatMap(([name, [need, type]]) => {
      const member = members[name];
      if (member === undefined) return need === 'required' ? [`${path}.${name} is missing`] : [];
      return faultsOfMember(member, type, `${path}.${name}`);
    }),
  ];
}

function faultsOfMember(member: unknown, type: Rule[1], path: string): string[] {
  if (typeof type === 'string') return typeof member === type ? [] : [`${path} is no ${type}`];
  if (!Array.isArray(type)) return faultsOf(member, type as Shape, path);
  if (!Array.isArray(member)) return [`${path} is no array`];
  const [item] = type as readonly [Shape | 'string'];
  return member.flatMap((value, i) => faultsOfMember(value, item, `${path}[${i}]`));
}
