/** Thrown where a value cannot be had exactly; whoever evaluates the call adds its place in the query. */
export class Refusal extends Error {}
