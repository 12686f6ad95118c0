import { createRequire } from 'node:module';

const packages = createRequire(import.meta.url);

/**
 * Turns a drawing into a PNG. The font comes from a package, never from the system, so that the picture is
 * the same on every machine.
 */
export async function toPng(svg: string): Promise<Uint8Array> {
  // Loaded here: it is a native library, which other commands do without.
  const { Resvg } = await import('@resvg/resvg-js');
  const fontFiles = [
    packages.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf'),
    packages.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf'),
  ];
  const drawing = new Resvg(svg, {
    font: {
      fontFiles,
      loadSystemFonts: false,
      defaultFontFamily: 'DejaVu Sans',
    },
  });
  return drawing.render().asPng();
}
