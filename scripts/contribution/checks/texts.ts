import type { ContributionCheck, Remark, Subject } from '../check.ts';

export const contentBranding: ContributionCheck = {
  name: 'Content branding',
  source: '.script/contentValidator.ts',
  remedy: 'Write the name of the product as it is today: Microsoft Sentinel.',
  run: textsWith(/./, /azure sentinel\b/gi, () => 'the product has its former name'),
};

export const documentsLink: ContributionCheck = {
  name: 'Documents link',
  source: '.script/documentsLinkValidator.ts',
  remedy: 'Take the language out of the link.',
  run: textsWith(
    /\.(?!csv$)\w+$/,
    /https:\/\/(?:docs|azure|learn)\.microsoft\.com\/[a-z]{2}-[a-z]{2}\b/gi,
    (found) => `the link ${found} is bound to one language`,
  ),
};

export const nonAscii: ContributionCheck = {
  name: 'Non-ASCII characters',
  source: '.script/tests/NonAsciiValidationsTests',
  remedy: 'Write the text with ASCII characters.',
  run: textsWith(
    /\.ya?ml$/,
    /[^\n\r\t\x20-\x7e]/gu,
    (found) => `it holds the character ${JSON.stringify(found)}`,
  ),
};

export const workbookResourceInfo: ContributionCheck = {
  name: 'Workbook resource information',
  source: '.script/utils/workbookCheckers/workbookTemplateCheckers/containResourceInfoChecker.ts',
  remedy: 'Remove the path: it names a subscription of whoever exported the workbook.',
  run: textsWith(
    /(?:^|\/)Workbooks\/[^/]*\.json$/,
    /subscriptions\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi,
    (found) => `it holds the path ${found}`,
  ),
};

/**
 * The forms of keys and passwords that scanners know without asking a server: private keys, keys and tokens
 * of Azure, AWS, GitHub and Slack, JSON Web Tokens (as 1Password's API tokens are), passwords in addresses.
 */
const secretForms = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\bAccountKey=[A-Za-z0-9+/]{60,}={0,2}/,
  /\bSharedAccessSignature=|[?&]sig=[A-Za-z0-9%]{30,}/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36,}\b/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/,
  /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/,
  /\bhttps?:\/\/[^\s/:@"']+:[^\s/@"']+@/,
];

const anySecret = new RegExp(secretForms.map(({ source }) => source).join('|'), 'g');

/** The text as it may be printed. */
export function maskSecrets(text: string): string {
  return text.replace(anySecret, (found) => `${found.slice(0, 4)}...`);
}

export const secrets: ContributionCheck = {
  name: 'Secrets',
  source: '.github/workflows (TruffleHog)',
  remedy: 'Remove the secret and revoke it: what was committed is known.',
  run: textsWith(
    /./,
    anySecret,
    // The secret itself must not be printed.
    (found) => `it holds what looks like a secret (it begins with ${JSON.stringify(found.slice(0, 4))})`,
  ),
};

/** Reports where a text of a file with such a name holds what it must not. */
function textsWith(
  name: RegExp,
  pattern: RegExp,
  reason: (found: string) => string,
): (subject: Subject) => Iterable<Remark> {
  return function* ({ tree }) {
    for (const [file, text] of tree.texts) {
      if (!name.test(file)) continue;
      for (const { 0: found, index } of text.matchAll(pattern)) {
        yield { file, reason: reason(found), line: text.slice(0, index).split('\n').length };
      }
    }
  };
}
