/** Names the state of the tools; set by `scripts/run.mjs`, absent where they run from their sources. */
export const toolsState = process.env['SOLUTION_TOOLS'];

/** Snapshots are for those who come again, not for tests of single functions. */
export const makesSnapshot = toolsState !== undefined;
