/**
 * Pictures of the wizard's pages, drawn from its definition. In: the compiled wizard, and answers that somebody
 * may have given. Out: an SVG for each page, by the name of its file.
 */
import type { JsonObject } from '../model/arm.ts';
import { runWizard, type Answers, type ElementView, type WizardView } from '../wizard/session.ts';
import { isList, member, type Value } from '../wizard/value.ts';
import { escapeXml } from '../report/xml.ts';
import { textAt, widthOf } from './svg-text.ts';
import {
  chosenLabel,
  drawAnswer,
  drawChoice,
  drawElement,
  drawLines,
  labelOf,
  nothing,
  page,
  stack,
  type Drawn,
} from './wizard-control-picture.ts';

/** Somebody's way through the wizard. */
export interface WizardAnswers {
  readonly answers: Answers;
  readonly respond: (request: { readonly path: string }) => Value;
  /** Names of what the portal itself asks for. */
  readonly subscription: string;
  readonly resourceGroup: string;
}

interface Step {
  readonly name: string;
  readonly label: string;
}

const lastStep: Step = { name: 'review', label: 'Review + create' };

/** The picture of each page: `basics`, the steps by their names, and `review`. */
export function drawWizard(definition: JsonObject, given: WizardAnswers): ReadonlyMap<string, string> {
  const view = runWizard(definition, given.answers, { respond: given.respond });
  const steps = stepsOf(definition);
  const draw = (step: Step): string => {
    const top = drawTabs(steps, step);
    return toSvg(step.label, stack(top, drawStep(step, steps, view, given, top.height)), steps, step);
  };
  return new Map(steps.map((step) => [step.name, draw(step)]));
}

function stepsOf(definition: JsonObject): readonly Step[] {
  const steps = member(member(definition, 'parameters'), 'steps');
  return [
    { name: 'basics', label: 'Basics' },
    ...(isList(steps) ? steps : []).map((step) => ({
      name: String(member(step, 'name')),
      label: String(member(step, 'label')),
    })),
    lastStep,
  ];
}

function drawStep(
  step: Step,
  steps: readonly Step[],
  view: WizardView,
  given: WizardAnswers,
  y: number,
): Drawn {
  if (step === lastStep) return drawReview(steps, view, given, y);
  if (step.name !== 'basics') return drawAll(view.steps[step.name] ?? [], y);
  const place = drawPlace(given, y);
  return stack(place, drawAll(view.basics, y + place.height));
}

/** What the portal asks for before anything else. */
function drawPlace({ subscription, resourceGroup }: WizardAnswers, y: number): Drawn {
  const title = drawLines([['Project details', 'bold']], y);
  const first = drawChoice('Subscription', subscription, y + title.height, true);
  const second = drawChoice('Resource group', resourceGroup, y + title.height + first.height, true);
  const other = drawLines(
    [['Instance details', 'bold']],
    y + title.height + first.height + second.height + 6,
  );
  return stack(title, first, second, { ...other, height: other.height + 6 });
}

function drawAll(elements: readonly ElementView[], y: number): Drawn {
  return elements.reduce<Drawn>((above, view) => stack(above, drawElement(view, y + above.height)), nothing);
}

function drawReview(steps: readonly Step[], view: WizardView, given: WizardAnswers, y: number): Drawn {
  const place = [
    ['Subscription', given.subscription],
    ['Resource group', given.resourceGroup],
  ] as const;
  return steps.slice(0, -1).reduce<Drawn>((above, { name, label }) => {
    const elements = name === 'basics' ? view.basics : (view.steps[name] ?? []);
    const answers = [...(name === 'basics' ? place : []), ...elements.flatMap(answerOf)];
    const title = drawLines([[label, 'bold']], y + above.height);
    const drawn = answers.reduce<Drawn>(
      (sofar, [what, value]) => stack(sofar, drawAnswer(what, value, y + sofar.height)),
      stack(above, title),
    );
    return { ...drawn, height: drawn.height + 12 };
  }, nothing);
}

/** Name and value of a control that people fill in, the key hidden. */
function answerOf(view: ElementView): (readonly [string, string])[] {
  const { type, value, visible } = view;
  if (!visible || labelOf(view) === '' || type === 'Microsoft.Solutions.ArmApiControl') return [];
  if (type === 'Microsoft.Common.PasswordBox') return [[labelOf(view), '••••••••']];
  if (type === 'Microsoft.Common.CheckBox') return [[labelOf(view), value === true ? 'Yes' : 'No']];
  const isEmpty = value === undefined || (isList(value) && value.length === 0);
  return [[labelOf(view), chosenLabel(view) ?? (isEmpty ? '-' : String(value))]];
}

function drawTabs(steps: readonly Step[], current: Step): Drawn {
  let x: number = page.left;
  const svg = steps.flatMap((step) => {
    const width = Math.ceil(widthOf(step.label)) + 16;
    const at = x;
    x += width + 8;
    const weight = step === current ? ' font-weight="600"' : '';
    return [
      `<text x="${at + width / 2}" y="88" text-anchor="middle"${weight}>${escapeXml(step.label)}</text>`,
      ...(step === current ? [`<rect x="${at}" y="98" width="${width}" height="3" fill="#0f5ea8"/>`] : []),
    ];
  });
  return {
    svg: [
      textAt(page.left, 44, 'Custom deployment', 'title'),
      ...svg,
      `<path d="M${page.left} 101 H${page.width - page.left}" stroke="#d2d0ce"/>`,
    ],
    height: 126,
  };
}

function toSvg(label: string, { svg, height }: Drawn, steps: readonly Step[], step: Step): string {
  const { width, left } = page;
  const total = height + 68;
  const next = steps[steps.indexOf(step) + 1];
  const forward = next ? `Next: ${next.label}` : 'Create';
  const buttons = [
    ['Previous', step !== steps[0]],
    [forward, true],
  ] as const;
  let x: number = left;
  const drawn = buttons.flatMap(([text, isOn], index) => {
    const boxWidth = Math.ceil(widthOf(text)) + 28;
    const at = x;
    x += boxWidth + 12;
    const colours =
      index === 1 ? ['#0f5ea8', '#0f5ea8', '#ffffff'] : ['#ffffff', '#8a8886', isOn ? '#323130' : '#a19f9d'];
    return [
      `<rect x="${at}" y="${total - 46}" width="${boxWidth}" height="30" rx="2" fill="${colours[0]}" stroke="${colours[1]}"/>`,
      `<text x="${at + boxWidth / 2}" y="${total - 26}" text-anchor="middle" fill="${colours[2]}">${escapeXml(text)}</text>`,
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${total}" width="${width}" height="${total}" role="img" aria-labelledby="title">`,
    `  <title id="title">${escapeXml(`The page ${label} of the wizard, with made-up answers`)}</title>`,
    `  <rect x="0.5" y="0.5" width="${width - 1}" height="${total - 1}" rx="6" fill="#ffffff" stroke="#d2d0ce"/>`,
    `  <g font-family="'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif" font-size="14" fill="#323130">`,
    ...[...svg, `<path d="M1 ${total - 62} H${width - 1}" stroke="#d2d0ce"/>`, ...drawn].map(
      (part) => `    ${part}`,
    ),
    '  </g>',
    '</svg>',
    '',
  ].join('\n');
}
