/**
 * The beginning of a text, cut between words: of a secret that lies across the cut no part is left, which
 * redaction would not recognise.
 */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const whole = /\s/.test(text.charAt(length)) ? length : text.slice(0, length).search(/\s\S*$/);
  return text.slice(0, Math.max(0, whole)).trimEnd();
}
