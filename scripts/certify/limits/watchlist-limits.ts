import { inTemplate } from '../check.ts';
import { objectAt, objectsAt, textAt } from '../node.ts';
import { limitCheck } from './limit.ts';

/** The whole file may have 3.8 MB; the size of a resource is the tighter limit. */
const maximumLineCharacters = 10_240;

export const watchlistLimits = limitCheck(
  'watchlist',
  'MicrosoftDocs/azure-docs articles/sentinel/includes/sentinel-limits-watchlists.md',
  'Shorten the rows of the watchlist.',
  function* ({ template }) {
    for (const [index, resource] of objectsAt(template, 'resources')) {
      if (!/\/watchlists$/i.test(textAt(resource, 'type'))) continue;
      const content = textAt(objectAt(resource, 'properties'), 'rawContent');
      if (content.split('\n').every((line) => line.length <= maximumLineCharacters)) continue;
      const path = ['resources', index, 'properties', 'rawContent'];
      yield inTemplate(path, `a line has more than ${maximumLineCharacters} characters`);
    }
  },
);
