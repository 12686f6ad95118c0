import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { maskLiterals } from '../../kql/mask.ts';
import type { YamlDocument } from '../../load/yaml.ts';
import type { RuleFile } from '../../model/rule.ts';
import { checkAscii, checkText, checkTexts } from '../solution/text.ts';

/** Source: the style guide for rules of the public content repository. */
const openings = /^(?:Identifies|This query searches for)\b/;
const maximumSentences = 5;

/** Names, descriptions, titles and what the query says in comments and texts. */
export function checkWording(doc: YamlDocument<RuleFile>, titlePrefix: string): Diagnostic[] {
  const { name, description, alertDetailsOverride, query } = doc.value;
  const title = alertDetailsOverride?.alertDisplayNameFormat;
  const findings = [
    ...checkAscii(doc.source),
    ...checkTexts(doc, (path) => path[0] === 'query'),
    ...checkText(proseOf(query), (offset, length) => doc.within(['query'], offset, length)),
  ];
  const prefixed = [
    { what: 'name', text: name, path: ['name'] },
    { what: 'alert title', text: title ?? name, path: ['alertDetailsOverride', 'alertDisplayNameFormat'] },
  ];
  for (const { what, text, path } of prefixed) {
    if (text.startsWith(titlePrefix)) continue;
    // A rule without a title of its own has the name as title: one mistake, told once.
    if (what === 'alert title' && title === undefined) continue;
    findings.push(diagnostic('rule-title-prefix', doc.at(path), { what, prefix: titlePrefix }));
  }
  if (/\.\s*$/.test(name)) {
    findings.push(diagnostic('rule-name-style', doc.at(['name']), { reason: 'ends with a period' }));
  }
  const style = descriptionFault(name, description);
  if (style) findings.push(diagnostic('rule-description-style', doc.at(['description']), { reason: style }));
  return findings;
}

function descriptionFault(name: string, description: string): string | undefined {
  const text = description.trim();
  if (text === name) return 'only repeats the name';
  if (!openings.test(text)) return 'does not begin as descriptions of rules do';
  const sentences = text.split(/[.!?](?:\s+(?=[A-Z])|$)/).filter((s) => s.trim() !== '').length;
  return sentences > maximumSentences ? `has ${sentences} sentences` : undefined;
}

/** Comments and string literals of a query; the rest blanked out, so that `a < b` is no placeholder. */
function proseOf(query: string): string {
  const masked = maskLiterals(query);
  return query.replace(/[^\n]/g, (character, offset: number) => (masked[offset] === ' ' ? character : ' '));
}
