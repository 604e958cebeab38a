import * as z from 'zod/mini';

/** An event of the bus: as a rule hands it on, as a queue's message brings it, or as the laptop writes it down. */
const Envelope = z.object({
  'detail-type': z.string(),
  detail: z.object({ demandId: z.string().check(z.regex(/^[a-z0-9-]{1,64}$/)) }),
});
const Line = z.union([Envelope, z.object({ event: Envelope })]);

const ABOUT_LETTERS = ['notice.queued', 'notice.overdue'];

/** The demand whose letters wait, by a line of JSON; undefined for an event of anything else, and for what is none. */
export function demandOf(text: string): string | undefined {
  const parsed = Line.safeParse(jsonOf(text));
  if (!parsed.success) return undefined;
  const { 'detail-type': type, detail } = 'event' in parsed.data ? parsed.data.event : parsed.data;
  return ABOUT_LETTERS.includes(type) ? detail.demandId : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
