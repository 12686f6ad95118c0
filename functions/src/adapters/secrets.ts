import { createRedactor } from '../core/redaction.ts';

/** Secrets that this process knows, and the function that keeps them out of a text. */
export class KnownSecrets {
  readonly #values = new Set<string>();
  #redact: ((text: string) => string) | undefined;

  add(...secrets: readonly (string | undefined)[]): void {
    for (const secret of secrets) {
      if (!secret || this.#values.has(secret)) continue;
      this.#values.add(secret);
      this.#redact = undefined;
    }
  }

  readonly redact = (text: string): string => {
    this.#redact ??= createRedactor([...this.#values]);
    return this.#redact(text);
  };
}
