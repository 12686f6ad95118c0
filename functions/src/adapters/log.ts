import type { Log, LogLevel } from '../ports.ts';

const order: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** Where finished lines go: the invocation in Azure, standard error on a desk. */
export type LogSink = (level: LogLevel, line: string) => void;

/**
 * One line an event: the message, then its fields as JSON, both through `redact`. It is the last station
 * before the sink, so that nothing gets past it.
 */
export function createLog(sink: LogSink, minimum: LogLevel, redact: (text: string) => string): Log {
  const from = order.indexOf(minimum);
  return {
    write(level, message, fields) {
      if (order.indexOf(level) < from) return;
      const details = fields && Object.keys(fields).length > 0 ? ` ${toJson(fields)}` : '';
      sink(level, redact(`${message}${details}`));
    },
  };
}

/** Errors as their names and messages: those of HTTP clients carry whole requests with their headers. */
function toJson(fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(fields, (_, value: unknown) => {
    if (value instanceof Error) return { name: value.name, message: value.message };
    return typeof value === 'bigint' ? value.toString() : value;
  });
}
