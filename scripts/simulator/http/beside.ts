import type { Handler, Request } from './exchange.ts';

/** Two services at one address: `special` has one path, `other` all the others. */
export function beside(path: string, special: Handler, other: Handler): Handler {
  const handlerOf = ({ url }: Request): Handler => (url.pathname === path ? special : other);
  return {
    identify: (request) => handlerOf(request).identify(request),
    answer: (request) => handlerOf(request).answer(request),
    errorBody: (status, shape) => other.errorBody(status, shape),
  };
}
