import { streams, type Stream } from '../../functions/src/core/stream.ts';

export { streams, type Stream };

export function isStream(value: unknown): value is Stream {
  return (streams as readonly unknown[]).includes(value);
}
