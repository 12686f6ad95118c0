/**
 * Takes the place of the package `open` in the bundle. The library for identities can open a browser to
 * sign in; a function app has none, and should not carry the code that starts programs.
 */
export default function open(): never {
  throw new Error('a function app opens no browser');
}
