import * as z from 'zod/mini';

export type Item = Record<string, unknown>;

/** What this check needs of an event; the rest is covered by its hash. */
export const RawEvent = z.looseObject({
  schemaVersion: z.optional(z.int()),
  demandId: z.string(),
  seq: z.int(),
  at: z.string(),
  action: z.string(),
  actor: z.looseObject({ kind: z.enum(['agent', 'reviewer', 'releaser', 'auditor', 'service']) }),
  detail: z.record(z.string(), z.unknown()),
  facts: z.record(z.string(), z.unknown()),
  record: z.optional(z.string()),
  parts: z.optional(z.record(z.string(), z.string())),
  salt: z.optional(z.string()),
  previous: z.string(),
  hash: z.string(),
});
export type RawEvent = z.infer<typeof RawEvent>;

export const RawRecord = z.looseObject({
  id: z.string(),
  version: z.int(),
  head: z.string(),
  status: z.string(),
  demand: z.record(z.string(), z.unknown()),
  facts: z.record(z.string(), z.unknown()),
});
export type RawRecord = z.infer<typeof RawRecord>;

/** The items of one partition, as they stand in the table, told apart by their sort keys. */
export type RawDemand = {
  id: string;
  record: RawRecord | undefined;
  events: RawEvent[];
  parts: Map<string, Item>;
  /** Kinds of items that are not what their sort key says. */
  malformed: string[];
};

/** The beginnings of the sort keys of items that may stand beside a demand. */
export const PARTS = [
  'determination#',
  'review#',
  'freeze#',
  'frozen#',
  'frozen-end',
  'copy-end#',
  'scope#',
  'harvest#',
  'checking#',
  'comparing#',
  'packing#',
  'disclosure',
  'copy#',
  'timestamp',
  'release#',
  'decision#release',
  'notice',
  'letter#',
  'secrecy#',
  'silence',
  'look-at-silence#',
  'preservation',
  'clarification#',
  'suspension#',
  'approval-ahead#',
  'withdrawal',
  'resumption#',
  'token#',
  'step#',
  'look#',
  'call-back#',
  'comment#',
  'note#',
  'customer-answer#',
  'objection#',
  'question#',
  'counsel#',
  'clock#',
  'debt',
  'look-back',
];

/** What a sort key begins with: the rest of it may name a person. */
export const kindOf = (key: string) => key.split('#', 1)[0] ?? '';

export function rawDemand(id: string, items: readonly Item[]): RawDemand {
  const raw: RawDemand = { id, record: undefined, events: [], parts: new Map(), malformed: [] };
  const pieces = new Map<string, string>();
  for (const { pk: _pk, sk, ...body } of items) {
    const key = String(sk);
    const record = RawRecord.safeParse(body);
    const event = RawEvent.safeParse(body);
    if (key === 'demand' && record.success) raw.record = record.data;
    else if (key.startsWith('event#') && event.success && key === eventKey(event.data.seq))
      raw.events.push(event.data);
    else if (PARTS.some((part) => (part.endsWith('#') ? key.startsWith(part) : key === part)))
      raw.parts.set(key, body);
    else if (key.startsWith('piece#') && typeof body.text === 'string') pieces.set(key, body.text);
    else raw.malformed.push(kindOf(key));
  }
  for (const [key, item] of raw.parts) {
    if (!('pieces' in item)) continue;
    const body = assembled(key, item, pieces);
    if (body) raw.parts.set(key, body);
    else raw.malformed.push(kindOf(key));
  }
  // A part that grew shorter leaves an empty one.
  for (const text of pieces.values()) if (text !== '') raw.malformed.push('piece');
  raw.events.sort((a, b) => a.seq - b.seq);
  return raw;
}

/** A part that was cut into pieces, which are taken; undefined where they do not make one. */
function assembled(
  key: string,
  { pieces: count, ...onIndex }: Item,
  pieces: Map<string, string>,
): Item | undefined {
  let text = '';
  for (let index = 0; index < Number(count); index += 1) {
    const name = `piece#${key}#${String(index).padStart(3, '0')}`;
    text += pieces.get(name) ?? '';
    pieces.delete(name);
  }
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? { ...body, ...onIndex } : undefined;
  } catch {
    return undefined;
  }
}

const eventKey = (seq: number) => `event#${String(seq).padStart(6, '0')}`;
