import type { Output } from '../../commands/command.ts';

const shown = '••••••••';

/** An output on which a secret never appears, whatever an answer or a fault repeats of it. */
export function veil(output: Output, secret: string | undefined): Output {
  if (secret === undefined || secret === '') return output;
  const forms = [...new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])];
  const hide = (text: string): string => forms.reduce((rest, form) => rest.replaceAll(form, shown), text);
  return { ...output, out: (text) => output.out(hide(text)), err: (text) => output.err(hide(text)) };
}
