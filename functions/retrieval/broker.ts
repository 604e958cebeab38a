import * as z from 'zod/mini';
import { ComparingPart } from '../ledger/parts/comparing.part.ts';
import { FreezeName } from '../ledger/parts/freeze.part.ts';
import { FrozenPart } from '../ledger/parts/frozen.part.ts';
import { HarvestPart } from '../ledger/parts/harvest.part.ts';
import { Grant } from '../ledger/parts/scope.part.ts';
import { GrantInput, StepInput } from '../workflow/step.schema.ts';
import { FrozenSource, Unfrozen } from './frozen-sources.ts';

/** Absent: what was approved is retrieved. */
const freeze = z.optional(FreezeName);

/** One grant of a round, or of a freezing. Of which service it must be, the alias says by which it is asked for. */
export const GrantKey = z.strictObject({ ...z.omit(GrantInput, { service: true }).shape, freeze });
export type GrantKey = z.infer<typeof GrantKey>;

const { counts, fields, records, blobs, setAside, frozen, changes, instants } = HarvestPart.shape;
const { stamps, months } = FrozenPart.shape;
/** What a connector says that it found of a grant. Of whom and in what service, the scope says. */
export const Written = z.strictObject({
  ...{ counts, fields, records, blobs, setAside, instants },
  /** Of what was frozen before, and what became of it. */
  ...{ frozen, changes },
  /** Of what is frozen: the marks of the store, records by month, and which part of the grant it is. */
  ...{ stamps, months },
  ...{ part: z.optional(FrozenPart.shape.part), from: FrozenPart.shape.from, upTo: FrozenPart.shape.upTo },
});
export type Written = z.infer<typeof Written>;

export const FoundInGrant = z.strictObject({ grant: GrantKey.shape.grant, ...Written.shape });
export type FoundInGrant = z.infer<typeof FoundInGrant>;

const { sources, of, changes: soFar } = ComparingPart.shape;
/** How far a grant of what was frozen is held against what there is now, where another call goes on with it. */
export const Compared = z.strictObject({ sources, of, changes: soFar });
export type Compared = z.infer<typeof Compared>;

export const CompareRequest = z.strictObject({
  ...z.omit(GrantKey, { freeze: true }).shape,
  compared: Compared,
});
export type CompareRequest = z.infer<typeof CompareRequest>;

/** Most grants that are closed together: with the demand and its event, what one transaction takes. */
export const MAX_CLOSED = 90;

export const CloseRequest = z.strictObject({
  ...StepInput.shape,
  freeze,
  found: z.array(FoundInGrant).check(z.minLength(1), z.maxLength(MAX_CLOSED)),
});
export type CloseRequest = z.infer<typeof CloseRequest>;

/** Most grants that are opened with one: each has a session of its own. */
export const MAX_AHEAD = 9;

/**
 * `begins`: whether a call of the connector's function begins with it, from which the broker knows what is read anew. `ahead`:
 * grants of the same pass that are read after it, to be opened with it.
 */
export const OpenRequest = z.strictObject({
  ...GrantKey.shape,
  begins: z.optional(z.boolean()),
  ahead: z.optional(z.array(GrantKey.shape.grant).check(z.maxLength(MAX_AHEAD))),
});
export type OpenRequest = z.infer<typeof OpenRequest>;

/** `grant`: the one that is read, where it is a copy, which stands no longer than that of which it is one. */
export const StandsRequest = z.strictObject({
  demandId: z.string(),
  freeze,
  grant: z.optional(GrantKey.shape.grant),
});
export type StandsRequest = z.infer<typeof StandsRequest>;

export const BrokerRequest = z.union([
  z.strictObject({ open: OpenRequest }),
  z.strictObject({ stands: StandsRequest }),
  z.strictObject({ compare: CompareRequest }),
  z.strictObject({ close: CloseRequest }),
]);
export type BrokerRequest = z.infer<typeof BrokerRequest>;

export const SessionCredentials = z.strictObject({
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  sessionToken: z.string(),
});
export type SessionCredentials = z.infer<typeof SessionCredentials>;

const SessionElsewhere = z.strictObject({ region: z.string(), credentials: SessionCredentials });
export type SessionElsewhere = z.infer<typeof SessionElsewhere>;

/** What a connector's function is given to read one grant with. */
export type Session = {
  credentials: SessionCredentials;
  secrets?: Readonly<Record<string, string>> | undefined;
  /** Where the stores stand, if not here, and what reads them there; `credentials` then reads none. */
  elsewhere?: SessionElsewhere | undefined;
};

const Open = z.strictObject({
  is: z.literal('open'),
  grant: Grant,
  credentials: SessionCredentials,
  /** Secrets by ARN, read by these credentials when the grant was opened. Absent: its items need none. */
  secrets: z.optional(z.record(z.string(), z.string())),
  elsewhere: z.optional(SessionElsewhere),
  /** Of what is to be frozen: which part of it this is; the grant is what is left of it. */
  part: z.optional(z.int()),
  /** Where it is read, in this order: what was frozen of it, and what is read as it is now. */
  frozen: z.array(FrozenSource),
  /** How far earlier calls have come that compared what was frozen. */
  compared: z.optional(Compared),
  unfrozen: z.array(Unfrozen),
});
export type Open = z.infer<typeof Open>;
const Complete = z.strictObject({ is: z.literal('complete') });

/** What was opened with another grant, by its own number. */
const OpenedAhead = z.strictObject({ number: GrantKey.shape.grant, opened: z.union([Open, Complete]) });
export type OpenedAhead = z.infer<typeof OpenedAhead>;

/** `complete`: what was found of it stands already, or it is a copy of what is kept no more. `withdrawn`: nothing of it is to be read any more. */
export const Opened = z.discriminatedUnion('is', [
  z.strictObject({ ...Open.shape, ahead: z.optional(z.array(OpenedAhead)) }),
  Complete,
  z.strictObject({ is: z.literal('withdrawn') }),
]);
export type Opened = z.infer<typeof Opened>;

export const Closed = z.strictObject({ is: z.enum(['closed', 'withdrawn']) });
export type Closed = z.infer<typeof Closed>;

/** Whether a demand may still be read. */
export const Standing = z.strictObject({ is: z.enum(['standing', 'withdrawn']) });
export type Standing = z.infer<typeof Standing>;

/** Gives out what one grant needs to be read, and takes what was found. One service's, for its connector. */
export type Broker = {
  open(key: OpenRequest): Promise<Opened>;
  stands(of: StandsRequest): Promise<Standing>;
  /** Takes how far a grant was compared. */
  compare(request: CompareRequest): Promise<Closed>;
  close(request: CloseRequest): Promise<Closed>;
};
