/** The colours of a preview picture. */
export interface Theme {
  readonly page: string;
  readonly card: string;
  readonly border: string;
  readonly stripe: string;
  readonly text: string;
  readonly muted: string;
  readonly accent: string;
  readonly land: string;
  readonly series: readonly string[];
  readonly palettes: Readonly<Record<string, readonly [string, string]>>;
}

/** Both shades that the gallery of workbooks asks for. */
export const themes = {
  light: {
    page: '#faf9f8',
    card: '#ffffff',
    border: '#e1dfdd',
    stripe: '#f6f5f4',
    text: '#242424',
    muted: '#6b6966',
    accent: '#0f6cbd',
    land: '#cfd6de',
    series: ['#2f7ed8', '#00a3a3', '#e8823a', '#8a63d2', '#d64562', '#7aa23f', '#5b6f86', '#c9a227'],
    palettes: {
      blue: ['#eaf3fc', '#5b9fe0'],
      green: ['#e9f6ea', '#5db364'],
      orange: ['#fdf1e6', '#f0a056'],
      red: ['#fdebee', '#e2788c'],
      greenRed: ['#dff1e0', '#ef8a9b'],
    },
  },
  dark: {
    page: '#1b1a19',
    card: '#252423',
    border: '#3d3b39',
    stripe: '#2c2a29',
    text: '#f5f4f3',
    muted: '#b3b0ad',
    accent: '#479ef5',
    land: '#4a4f57',
    series: ['#5ea9f2', '#2fc2c2', '#f39a54', '#aa8be6', '#ec6d86', '#9cc25f', '#93a5ba', '#e2c04a'],
    palettes: {
      blue: ['#22303f', '#2f6fae'],
      green: ['#22352a', '#3b8a4a'],
      orange: ['#3a2d20', '#a8652a'],
      red: ['#3b2429', '#a53f54'],
      greenRed: ['#233528', '#97394c'],
    },
  },
} as const satisfies Readonly<Record<string, Theme>>;

export type ThemeName = keyof typeof themes;

/** The colour of a series by its number; they repeat. */
export function seriesColor(theme: Theme, index: number): string {
  return theme.series[index % theme.series.length] ?? theme.accent;
}

/** The colour between the ends of a palette; `share` from 0 to 1. */
export function shade(theme: Theme, palette: string, share: number): string {
  const [from, to] = theme.palettes[palette] ?? theme.palettes['blue'] ?? [theme.card, theme.accent];
  const mixed = [1, 3, 5].map((at) => {
    const [a, b] = [from, to].map((color) => Number.parseInt(color.slice(at, at + 2), 16));
    return Math.round((a ?? 0) + ((b ?? 0) - (a ?? 0)) * share)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${mixed.join('')}`;
}
