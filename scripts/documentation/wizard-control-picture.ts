import type { ElementView } from '../wizard/session.ts';
import { isList, isObject, member, sameValue, type Value } from '../wizard/value.ts';
import { fontSize, textAt, wrapText, type TextStyle } from './svg-text.ts';

/** A part of a picture: what it holds from `y` on, and how high that is. */
export interface Drawn {
  readonly svg: readonly string[];
  readonly height: number;
}

export const nothing: Drawn = { svg: [], height: 0 };

/** The columns of a page: labels on the left, controls on the right. In pixels. */
export const page = { width: 920, left: 28, label: 250, control: 290, controlWidth: 560 } as const;

const lineHeight = 20;
const boxHeight = 30;
const gap = 14;
const contentWidth = page.width - 2 * page.left;

/** A control as it looks with its value; nothing for one that is hidden or has no face. */
export function drawElement(view: ElementView, y: number): Drawn {
  if (!view.visible) return nothing;
  const draw = drawings[view.type];
  return draw ? draw(view, y) : nothing;
}

const drawings: Readonly<Record<string, (view: ElementView, y: number) => Drawn>> = {
  'Microsoft.Common.DropDown': (view, y) => {
    return drawChoice(labelOf(view), chosenLabel(view) ?? textOf(view, 'placeholder'), y, isRequired(view));
  },
  'Microsoft.Common.TextBox': (view, y) => {
    const value = typeof view.value === 'string' && view.value !== '' ? view.value : undefined;
    const text = value ?? textOf(view, 'placeholder');
    return drawField(labelOf(view), text, y, isRequired(view), value === undefined ? 'grey' : 'normal');
  },
  'Microsoft.Common.PasswordBox': (view, y) => {
    const labels = member(view.shown, 'label');
    const dots = typeof view.value === 'string' ? '•'.repeat(hiddenLength) : '';
    const first = drawField(String(member(labels, 'password')), dots, y, isRequired(view));
    const second = drawField(
      String(member(labels, 'confirmPassword')),
      dots,
      y + first.height,
      isRequired(view),
    );
    return stack(first, second);
  },
  'Microsoft.Common.CheckBox': (view, y) => {
    const lines = wrapText(labelOf(view), contentWidth - 30);
    const tick =
      view.value === true
        ? `<path d="M${page.left + 3} ${y + 9} l4 4 l7 -8" stroke="#ffffff" fill="none" stroke-width="2"/>`
        : '';
    const fill = view.value === true ? '#0f5ea8' : '#ffffff';
    return {
      svg: [
        `<rect x="${page.left}" y="${y}" width="18" height="18" rx="2" fill="${fill}" stroke="#605e5c"/>`,
        tick,
        ...lines.map((line, index) => textAt(page.left + 28, y + 14 + index * lineHeight, line)),
      ].filter((part) => part !== ''),
      height: lines.length * lineHeight + gap,
    };
  },
  'Microsoft.Common.TextBlock': (view, y) => {
    const options = member(view.shown, 'options');
    const link = member(options, 'link');
    return drawLines(
      [
        ...wrapText(String(member(options, 'text') ?? ''), contentWidth).map(
          (line) => [line, 'normal'] as const,
        ),
        ...(isObject(link) ? [[String(member(link, 'label')), 'link'] as const] : []),
      ],
      y,
    );
  },
  'Microsoft.Common.InfoBox': (view, y) => {
    const options = member(view.shown, 'options');
    const lines = wrapText(String(member(options, 'text') ?? ''), contentWidth - 70);
    const height = lines.length * lineHeight + 20;
    return {
      svg: [
        `<rect x="${page.left}" y="${y}" width="${contentWidth}" height="${height}" rx="3" fill="#fff8e1" stroke="#e0b84c"/>`,
        `<path d="M${page.left + 24} ${y + 13} l11 19 h-22 z" fill="#e0a400"/>`,
        `<text x="${page.left + 24}" y="${y + 29}" text-anchor="middle" font-size="12" font-weight="700" fill="#ffffff">!</text>`,
        ...lines.map((line, index) => textAt(page.left + 50, y + 25 + index * lineHeight, line)),
      ],
      height: height + gap,
    };
  },
};

/** As many dots as a field shows of a key of any length. */
const hiddenLength = 32;

/** A list with the chosen entry. */
export function drawChoice(label: string, text: string, y: number, isNeeded: boolean): Drawn {
  const field = drawField(label, text, y, isNeeded);
  const x = page.control + page.controlWidth - 22;
  return {
    svg: [
      ...field.svg,
      `<path d="M${x} ${y + 12} l5 6 l5 -6" stroke="#323130" fill="none" stroke-width="1.5"/>`,
    ],
    height: field.height,
  };
}

const star = ' <tspan fill="#a4262c">*</tspan></text>';

/** A label with a box and the text in it. */
function drawField(
  label: string,
  text: string,
  y: number,
  isNeeded: boolean,
  style: TextStyle = 'normal',
): Drawn {
  const lines = wrapText(label, page.label - page.left);
  return {
    svg: [
      ...lines.map((line, index) => {
        const text = textAt(page.left, y + 20 + index * lineHeight, line);
        return isNeeded && index === lines.length - 1 ? text.replace('</text>', star) : text;
      }),
      `<rect x="${page.control}" y="${y}" width="${page.controlWidth}" height="${boxHeight}" rx="2" fill="#ffffff" stroke="#8a8886"/>`,
      textAt(page.control + 10, y + 20, text, style),
    ],
    height: Math.max(boxHeight, lines.length * lineHeight + 4) + gap,
  };
}

/** Lines of text below each other. */
export function drawLines(lines: readonly (readonly [string, TextStyle])[], y: number): Drawn {
  return {
    svg: lines.map(([line, style], index) =>
      textAt(page.left, y + fontSize + index * lineHeight, line, style),
    ),
    height: lines.length * lineHeight + gap,
  };
}

/** A value beside its name, as the last page shows it. */
export function drawAnswer(name: string, value: string, y: number): Drawn {
  const lines = wrapText(name, page.label - page.left);
  return {
    svg: [
      ...lines.map((line, index) => textAt(page.left, y + fontSize + index * lineHeight, line, 'grey')),
      textAt(page.control, y + fontSize, value),
    ],
    height: lines.length * lineHeight + 6,
  };
}

export function stack(...parts: readonly Drawn[]): Drawn {
  return {
    svg: parts.flatMap(({ svg }) => svg),
    height: parts.reduce((sum, { height }) => sum + height, 0),
  };
}

export function labelOf({ shown }: ElementView): string {
  const label: Value = member(shown, 'label');
  return String((isObject(label) ? member(label, 'password') : label) ?? '');
}

/** What a list shows of its value: the label of the item, or how many items; undefined where there is none. */
export function chosenLabel({ value, choices }: ElementView): string | undefined {
  if (isList(value)) return value.length > 0 ? `${value.length} selected` : undefined;
  return choices.find((choice) => sameValue(choice.value, value))?.label;
}

function textOf({ shown }: ElementView, key: string): string {
  return String(member(shown, key) ?? '');
}

function isRequired({ shown }: ElementView): boolean {
  return member(member(shown, 'constraints'), 'required') === true;
}
