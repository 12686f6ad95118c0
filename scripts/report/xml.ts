/**
 * Text inside an XML 1.0 document. Characters that XML cannot hold are made visible: a control character
 * becomes its picture, anything else (halves of pairs, U+FFFE, U+FFFF) the replacement character.
 */
export function escapeXml(text: string): string {
  return presentable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}

/** A value between quotes; there a reader would take blanks for line ends and tabs. */
export function escapeXmlAttribute(text: string): string {
  return escapeXml(text).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

/** Source: XML 1.0, production 2 (Char). */
export function presentable(text: string): string {
  return text
    .replace(/\p{Cc}/gu, (c) => (isControl(c) ? String.fromCodePoint(0x2400 + c.charCodeAt(0)) : c))
    .replace(
      /[\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '\ufffd',
    );
}

/** Below the blank only tab and line ends are allowed. */
function isControl(character: string): boolean {
  return character < ' ' && !'\t\n\r'.includes(character);
}
