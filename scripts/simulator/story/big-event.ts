import type { StoryEvent } from './story-event.ts';

const filler = 'Überlänge 長い πολύ 🔐 ';

/** The event with a text so long that its JSON has about this many bytes; 10 kB to 2 MB are of interest. */
export function enlarge(told: StoryEvent, bytes: number): StoryEvent {
  const missing = bytes - Buffer.byteLength(JSON.stringify(told.event));
  const text = filler.repeat(Math.max(1, Math.ceil(missing / Buffer.byteLength(filler))));
  const field = told.stream === 'auditevents' ? 'aux_info' : 'notes';
  return { ...told, event: { ...told.event, [field]: text } };
}
