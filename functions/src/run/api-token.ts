/** The token of a run. A refusal lets it be read again, once for all streams together. */
export class ApiToken {
  #value: string;
  readonly #reread: (refused: string) => Promise<string | undefined>;
  #renewal: Promise<boolean> | undefined;

  /** `reread` gives a token that is worth trying, or `undefined`. */
  constructor(value: string, reread: (refused: string) => Promise<string | undefined>) {
    this.#value = value;
    this.#reread = reread;
  }

  get value(): string {
    return this.#value;
  }

  /** Whether there is another token than the one that was refused. */
  async renew(refused: string): Promise<boolean> {
    if (refused !== this.#value) return true;
    const isFirst = this.#renewal === undefined;
    this.#renewal ??= this.#reread(refused).then((fresh) => {
      if (fresh === undefined || fresh === refused) return false;
      this.#value = fresh;
      return true;
    });
    const isRenewed = await this.#renewal;
    return isFirst ? isRenewed : refused !== this.#value;
  }
}
