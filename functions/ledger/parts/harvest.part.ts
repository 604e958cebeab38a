import * as z from 'zod/mini';
import { sha256Hex } from '../../shared/canonical-json.ts';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';

/** Keys of the harvest bucket. What is there is named by its hash: it is written once, and never over. */
export const harvestPrefix = (demandId: string, round: number, grant: number) =>
  `${demandId}/${round}/${grant}/`;
export const recordsKey = (prefix: string, { sha256, byHash }: HarvestPart['records']) =>
  `${prefix}${byHash ? `records/${sha256}` : 'records'}.jsonl`;
export const changesKey = (prefix: string, sha256: string) => `${prefix}changes/${sha256}.jsonl`;
export const blobKey = (prefix: string, sha256: string) => `${prefix}blobs/${sha256}`;

const EMPTY = sha256Hex('');
/** Whether a list has no line, by its hash: nothing else has that, and nobody need read it. */
export const isEmptyList = ({ sha256, size }: { sha256: string; size: number }) =>
  size === 0 && sha256 === EMPTY;

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const count = z.int().check(z.minimum(0));

/** Why a record stays behind. A later deployment may know more reasons. */
export const SET_ASIDE = {
  unreadable: 'it cannot be read as a record',
  'no-instant': 'its key has no instant',
  missing: 'its bytes are not in the store',
  refused: 'the store does not give its bytes out',
  altered: 'its bytes are not those that were read',
  overwritten: 'its bytes are not those that its entry tells of',
  duplicate: 'it is there twice',
} as const;

export type SetAside = keyof typeof SET_ASIDE;

const reason = z.string().check(z.regex(/^[a-z]+(-[a-z]+)*$/));

/** The most bytes that a sort key has, and so the most characters of an id. */
export const MAX_ID = 1024;

/** One line of `records.jsonl`. */
export const HarvestRecord = z.strictObject({
  account: z.string(),
  service: z.string(),
  item: z.string(),
  at: z.nullable(instant),
  id: z.string().check(z.minLength(1), z.maxLength(MAX_ID)),
  fields: z.record(z.string(), z.json()),
  blob: z.optional(z.strictObject({ sha256, size: count, mediaType: z.string() })),
  /** It has no fields then, and never leaves. */
  setAside: z.optional(reason),
});

/** How many records of an item stay behind for one reason. Nobody knows of what item a line is that cannot be read: ''. */
export const SetAsideCount = z.strictObject({ item: z.string(), reason, count });

/** What changed at the provider since it was frozen: lines for what is gone or other, and counts. */
export const HarvestChanges = z.strictObject({
  records: z.strictObject({ sha256, size: count }),
  /** More lines of the kind, where they were found by several calls. */
  more: z.optional(z.array(z.strictObject({ sha256, size: count })).check(z.minLength(1))),
  items: z.array(z.strictObject({ item: z.string(), deleted: count, edited: count, added: count })),
  /** Items of which nobody could see whether they changed, or not of all: their store erred, or can be read no more. */
  notCompared: z.optional(z.array(z.string())),
});
export type HarvestChanges = z.infer<typeof HarvestChanges>;

/** The lists of what changed, in the order in which they were found. */
export const changesOf = ({ records, more = [] }: HarvestChanges) => [records, ...more];

/** What the connector of one grant found. Items of the grant without a record count 0: that is a statement too. */
export const HarvestPart = z.strictObject({
  round: z.int(),
  grant: z.int(),
  account: z.string(),
  service: z.string(),
  finishedAt: instant,
  /** Records by leaf item, without those that are set aside. */
  counts: z.record(z.string(), count),
  /** Names of the fields of each item's records, in order of appearance. */
  fields: z.record(z.string(), z.array(z.string())),
  /** `byHash`: their key says it. Before, a second run wrote over the first. */
  records: z.strictObject({ sha256, size: count, byHash: z.optional(z.literal(true)) }),
  blobs: z.strictObject({ count, bytes: count }),
  setAside: z.optional(z.array(SetAsideCount)),
  /** Lines of `records.jsonl`, from 1, that the check of the harvest set aside. */
  withheld: z.optional(z.array(z.strictObject({ line: z.int(), reason }))),
  /**
   * Where its first lines come from: parts of what was frozen of the demand, each with how many lines, which are those that were
   * frozen. Their bytes stay where they were frozen. Lines after them were read when it was retrieved.
   */
  frozen: z.optional(
    z.array(z.strictObject({ freeze: z.string(), grant: count, part: count, lines: count })),
  ),
  /**
   * By what it is known when its records happened: by the key of a row, as its store answered it, or by the connector's word
   * alone. Of what was frozen, its own part says it.
   */
  instants: z.optional(z.strictObject({ byRow: count, byConnector: count })),
  changes: z.optional(HarvestChanges),
});

/** One line of what changed: of a record that was frozen, that it is gone since, or that it is another. */
export const ChangedRecord = z.strictObject({
  item: z.string(),
  at: z.nullable(instant),
  id: z.string(),
  change: z.enum(['deleted', 'edited']),
});
export type ChangedRecord = z.infer<typeof ChangedRecord>;

export type HarvestRecord = z.infer<typeof HarvestRecord>;
export type SetAsideCount = z.infer<typeof SetAsideCount>;
export type HarvestPart = z.infer<typeof HarvestPart>;

/** `HARVEST(round, grant)`: what the connector of one grant found; `HARVEST(round, '')` names those of a round. */
export const HARVEST = part('harvest#', HarvestPart, {
  version: 4,
  // Who ignores where bytes lie would say that they are missing; and who ignores lists of what changed, that it did not.
  needs: ({ frozen, changes }) => (changes?.more ? 4 : frozen ? 3 : 2),
});
