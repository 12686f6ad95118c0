/**
 * Microsoft's library is C# translated by Bridge.NET: half the time of binding goes into that translation's
 * runtime and its way to lay out objects, not into KQL. The files of this folder put quicker functions in the
 * place of slow ones, with the same answers (shortcuts.test.ts compares them with the untouched library);
 * whatever is not plainly the usual case goes to the original. Without this folder everything works as well,
 * in more than twice the time.
 */
import { shortenClasses } from './classes.ts';
import { shortenDictionaries } from './dictionaries.ts';
import { shortenHashes } from './hashes.ts';
import { shortenLists } from './lists.ts';
import { settleNamespaces } from './namespaces.ts';
import { shortenNodes } from './nodes.ts';
import { shortenOperators } from './operators.ts';
import { shortenExtendedData, shortenPools } from './pools.ts';
import { shortenTexts } from './texts.ts';
import { shortenTokens } from './tokens.ts';
import { shortenTypes } from './types.ts';
import { shortenWalks } from './walks.ts';

/** To be called when the runtime has been loaded, before the library is. */
export function shortenRuntime(globals: object): void {
  shortenClasses(globals);
  shortenDictionaries(globals);
  shortenLists(globals);
  shortenPools(globals);
  shortenTexts(globals);
}

/** That it has been done, also by another copy of this module: what copies remember of types must not meet. */
const isDone = Symbol.for('library shortened');

/** To be called when the library has been loaded; once does. */
export function shortenLibrary(globals: object): void {
  const marks = globals as { [isDone]?: boolean };
  if (marks[isDone]) return;
  marks[isDone] = true;
  shortenTypes(globals);
  shortenHashes(globals);
  shortenOperators(globals);
  shortenWalks(globals);
  shortenNodes(globals);
  shortenExtendedData(globals);
  shortenTokens(globals);
  settleNamespaces(globals);
}
