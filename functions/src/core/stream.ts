/** The three kinds of events, named as in the API's paths, in `log_source` and in reports. */
export const streams = ['auditevents', 'itemusages', 'signinattempts'] as const;

export type Stream = (typeof streams)[number];
