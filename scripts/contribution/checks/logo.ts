import { checkLogo } from '../../validate/solution/logo.ts';
import type { ContributionCheck } from '../check.ts';
import { logos, workbookLogos } from '../place.ts';
import { pathsLike } from '../tree.ts';

export const logo: ContributionCheck = {
  name: 'Logo',
  source: '.script/utils/LogoChecker/logoImageChecker.ts',
  remedy: 'Correct solution/logo.svg.',
  *run({ tree }) {
    const files = pathsLike(tree, new RegExp(`^(?:${logos}|${workbookLogos})/`));
    for (const folder of [logos, workbookLogos]) {
      if (!files.some((file) => file.startsWith(`${folder}/`)))
        yield { file: folder, reason: 'there is no logo' };
    }
    for (const file of files) {
      if (!file.endsWith('.svg')) yield { file, reason: 'it is no SVG' };
      for (const { message, location } of checkLogo({ path: file, text: tree.texts.get(file) ?? '' })) {
        yield { file, reason: message.replace(/\.$/, ''), line: location.line };
      }
    }
  },
};
