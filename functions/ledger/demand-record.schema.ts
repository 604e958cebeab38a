import * as z from 'zod/mini';
import { Authenticity, CustomerAnswer, RegisteredAuthority } from '../shared/circumstances.schema.ts';
import { Competence } from '../shared/competence.schema.ts';
import { Demand } from '../shared/demand.schema.ts';
import { OUTCOMES, REASONS } from '../shared/determination.schema.ts';
import { instant } from '../shared/moment.schema.ts';
import { Claim } from './claim.schema.ts';
import { Facts, withFacts } from './facts.schema.ts';
import { StandingObjection } from './objections.ts';
import { due } from './parts/due.ts';
import { needsReasons } from './parts/needs-reasons.ts';
import { CONCLUSIONS, type Conclusion, STATUSES } from './statuses.ts';
import { type Item, stored } from './stored.ts';

const conclusion = z.enum(CONCLUSIONS);
const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const never = z.optional(z.undefined());

/** A document as it was when the demand was filed: whatever is uploaded under its name later is another version. */
export const DocumentPin = z.strictObject({
  sha256,
  /** Of the documents bucket. */
  versionId: z.string(),
  /** Bytes. */
  size: z.int().check(z.minimum(0)),
});
export type DocumentPin = z.infer<typeof DocumentPin>;

const common = {
  id: z.string(),
  /** Rises by one with every change; equals the number of ledger events. */
  version: z.int().check(z.minimum(1)),
  /** The version of the last event that changed what people decide on. Demands of earlier releases have none. */
  matter: z.optional(z.int()),
  /** Hash of the last ledger event. */
  head: z.string(),
  /** Rises when a clarification asks for a new check; names the determination and the review that count. */
  round: z.int().check(z.minimum(1)),
  /** The enrolled authority that filed it: from the token, never from the body. */
  authorityId: z.string(),
  /** Its entry in the register when it filed; demands of before the register have none. */
  authority: z.optional(RegisteredAuthority),
  filedBy: z.string(),
  /** Id of the authority's key that the filing was signed with. */
  signedWith: z.optional(z.string()),
  /** Subjects of those who amended or clarified it: they do not decide on what they vouched for. */
  clarifiedBy: z.optional(z.array(z.string())),
  /** Those of them who did more than call its office or a superior. Demands that were clarified before have none. */
  changedBy: z.optional(z.array(z.string())),
  /** Sessions at the issuer, hashed, in which people acted on it, each with its person: a session is one person's. */
  sessions: z.optional(z.record(sha256, z.string())),
  filedAt: instant,
  demand: Demand,
  /** The versions of its documents that it is bound to; demands of earlier releases name none. */
  documents: z.optional(z.array(DocumentPin)),
  authenticity: z.optional(Authenticity),
  /** What a person found of the issuer's power; absent: nobody looked. */
  competence: z.optional(Competence.shape.found),
  /** The number of the case that counsel has not answered yet. */
  atCounsel: z.optional(z.int()),
  outcome: z.optional(z.enum(OUTCOMES)),
  reasons: z.optional(z.array(z.enum(REASONS))),
  /** When somebody must have done something about it, as the checks of its round have it; absent: no law gives a day. */
  due: z.optional(instant),
  /** What an organisation that was asked said, each time. */
  customerAnswers: z.optional(z.array(CustomerAnswer)),
  /** What was brought against it before courts and authorities. */
  objections: z.optional(z.array(StandingObjection)),
  withdrawnAt: z.optional(instant),
  /** The demand of the same authority whose place it took, and the one that took its own. */
  supersedes: z.optional(z.string()),
  supersededBy: z.optional(z.string()),
  /** The emergency whose debt of legal process it is to pay. */
  pays: z.optional(z.string()),
  /** Until when legal process is owed for what it was given in an emergency; absent: none, or no more. */
  owes: z.optional(instant),
  /** It had failed after its approval, and began anew: to who filed it, it is decided while it is checked again. */
  isReopened: z.optional(z.literal(true)),
  /** It claimed a danger that let it pass others, until its authority took the claim away. */
  hurried: z.optional(z.literal(true)),
  /** Of a demand that failed and was taken up again: the number of the event that tells of it, and of its part. */
  resumed: z.optional(z.int()),
  /** Of a demand whose execution died and was started again: the number of the event, and how often since when. */
  restarted: z.optional(z.strictObject({ number: z.int(), times: z.int(), since: instant })),
  /** Who works on it, until when; `claimAt` says whether that holds. */
  claim: z.optional(Claim),
  /** How often its package was handed over. Demands of earlier releases have their events alone. */
  fetches: z.optional(z.int()),
  facts: Facts,
  ...due,
};

/**
 * The demand item: the present state of one demand. Its history is the ledger beside it. What a status makes necessary or
 * impossible is part of the shape; `packageSha256` is the SHA-256 of the sealed package.
 */
export const DemandRecord = z.discriminatedUnion('status', [
  z.strictObject({
    ...common,
    status: z.enum(['filed', 'awaiting-review', 'reviewed']),
    conclusion: z.optional(conclusion),
    packageSha256: never,
    failedIn: never,
  }),
  z.strictObject({
    ...common,
    status: z.enum(['sealed', 'awaiting-release', 'release-decided']),
    conclusion: z.optional(conclusion),
    packageSha256: sha256,
    failedIn: never,
  }),
  z.strictObject({
    ...common,
    status: z.literal('released'),
    conclusion: never,
    packageSha256: sha256,
    failedIn: never,
  }),
  z.strictObject({
    ...common,
    status: z.literal('closed'),
    conclusion,
    packageSha256: z.optional(sha256),
    failedIn: never,
  }),
  z.strictObject({
    ...common,
    status: z.literal('failed'),
    conclusion: z.optional(conclusion),
    packageSha256: z.optional(sha256),
    /** Where it was when it failed; it goes on from there when its workflow is started again. */
    failedIn: z.optional(z.enum(STATUSES)),
  }),
]);

export type DemandRecord = z.infer<typeof DemandRecord>;

const Common = z.strictObject(common);

/** A record but for what follows from the action that changes it: version, head, status, matter, its clock. */
export type Draft = Omit<z.infer<typeof Common>, 'version' | 'head' | 'matter'> & {
  conclusion?: Conclusion | undefined;
  packageSha256?: string | undefined;
};

/** How records are stored. */
export const RECORD = withFacts(
  stored({
    name: 'demand',
    version: 4,
    schema: DemandRecord,
    needs: ({ reasons }) => needsReasons(reasons),
    upgrades: [withConclusion, (older) => older, (older) => older],
  }),
);

const CONCLUSION_OF: Partial<Record<Facts['outcome'], Conclusion>> = {
  content: 'disclosed',
  'non-content': 'disclosed',
  'no-data': 'disclosed',
  rejected: 'refused',
  redirected: 'redirected',
  preserved: 'preserved',
  withdrawn: 'withdrawn',
};

/** What a demand came to by its facts; undefined while they leave it open. */
export const conclusionOfFacts = ({ outcome }: Facts): Conclusion | undefined => CONCLUSION_OF[outcome];

/** Version 1 closed a demand that had failed after its release without saying what it came to; its facts do. */
function withConclusion(older: Item): Item {
  if (older.status !== 'closed' || older.conclusion !== undefined) return older;
  return { ...older, conclusion: conclusionOfFacts(Object(older.facts)) };
}
