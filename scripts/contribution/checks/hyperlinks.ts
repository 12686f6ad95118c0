import type { ContributionCheck } from '../check.ts';

/** Names that RFC 2606 and RFC 6761 keep free: no server will ever answer there. */
const nowhere = /(?:^|\.)(?:example(?:\.com|\.net|\.org)?|invalid|test|localhost)$/;

/** The original asks every server; without a network only links that cannot work are found. */
export const hyperlinks: ContributionCheck = {
  name: 'Hyperlinks',
  source: '.script/hyperlinkValidator.ts',
  remedy: 'Write a whole address that begins with https://.',
  *run({ tree }) {
    for (const [file, text] of tree.texts) {
      // The original leaves these out, and packages are made from the other files.
      if (/\.(?:md|svg)$|\/Package\//.test(file)) continue;
      for (const { 0: link, index } of text.matchAll(/\bhttps?:[^\s"'<>)\]\\]*/g)) {
        const reason = faultOf(link);
        if (reason === undefined) continue;
        yield { file, reason: `the link ${link} ${reason}`, line: text.slice(0, index).split('\n').length };
      }
    }
  },
};

function faultOf(link: string): string | undefined {
  // The schema of dashboards and templates is a name, never opened, and some are written with http.
  if (/[#/]deploymentTemplate\.json#?$/.test(link)) return undefined;
  if (/\$\{|\{\{|%7B/i.test(link)) return 'holds a placeholder that nobody filled';
  if (!URL.canParse(link)) return 'is no address';
  const { protocol, hostname } = new URL(link);
  if (protocol !== 'https:') return 'is not encrypted';
  return nowhere.test(hostname) || !hostname.includes('.') ? 'leads to no server' : undefined;
}
