/** Questions to a person at a terminal. */
export interface Questions {
  /** One of the choices, of which there is at least one. */
  choose(question: string, choices: readonly Choice[]): Promise<string>;
  confirm(question: string): Promise<boolean>;
  /** Without echo, asked again as long as `judge` says what is wrong with it. */
  secret(question: string, judge: (value: string) => string | undefined): Promise<string>;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** The person wants no more of it: nothing further is done. */
export class Declined extends Error {
  constructor() {
    super('Nothing was changed.');
    this.name = 'Declined';
  }
}

/** What was given is not enough, or does not fit together. */
export class UsageFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageFault';
  }
}
