import * as z from 'zod/mini';
import { VERDICTS } from '../intake/verdict.store.ts';
import { CallBackPart } from '../ledger/parts/call-back.part.ts';
import { ClockPart } from '../ledger/parts/clock.part.ts';
import { CommentPart } from '../ledger/parts/comment.part.ts';
import { CounselPart } from '../ledger/parts/counsel.part.ts';
import { CustomerAnswerPart } from '../ledger/parts/customer-answer.part.ts';
import { DebtPart } from '../ledger/parts/debt.part.ts';
import { LookedForTarget, ResolvedAccount } from '../ledger/parts/determination.part.ts';
import { SetAsideCount } from '../ledger/parts/harvest.part.ts';
import { LookPart } from '../ledger/parts/look.part.ts';
import { LookBackPart } from '../ledger/parts/look-back.part.ts';
import { NotePart } from '../ledger/parts/note.part.ts';
import { NoticePart } from '../ledger/parts/notice.part.ts';
import { ObjectionPart } from '../ledger/parts/objection.part.ts';
import { PreservationPart } from '../ledger/parts/preservation.part.ts';
import { QuestionPart } from '../ledger/parts/question.part.ts';
import { SecrecyPart } from '../ledger/parts/secrecy.part.ts';
import { SilenceLookPart } from '../ledger/parts/silence-look.part.ts';
import { TargetReview } from '../ledger/parts/target-review.schema.ts';
import { WAITS } from '../ledger/parts/waiting.schema.ts';
import { CONCLUSIONS, STATUSES } from '../ledger/statuses.ts';
import { Because } from '../shared/because.schema.ts';
import { Authenticity, Circumstances, MARKS, RegisteredAuthority } from '../shared/circumstances.schema.ts';
import { Competence } from '../shared/competence.schema.ts';
import { Demand } from '../shared/demand.schema.ts';
import { Determination, OUTCOMES } from '../shared/determination.schema.ts';
import { instant } from '../shared/moment.schema.ts';
import { Progress } from './progress.schema.ts';

const { dueKind: _kind, again: _again, ...plan } = NoticePart.shape;
const { pins: _pins, dueKind: _orderKind, dueAt: _orderAt, ...order } = SecrecyPart.shape;
const { dueKind: _commentKind, dueAt: _commentAt, ...comment } = CommentPart.shape;

const claim = z.optional(z.strictObject({ by: z.string(), until: instant }));
const { pins: _versions, ...customerAnswer } = CustomerAnswerPart.shape;
const { dueKind: _due, dueAt: _dueAt, accounts: _accounts, ...preservation } = PreservationPart.shape;
const { clock, cite, from, until, atEnd, to, missedAt } = ClockPart.shape;

const { dueKind: _debtKind, dueAt: _debtAt, ...debt } = DebtPart.shape;
const { dueKind: _backKind, dueAt: _backAt, ...lookBack } = LookBackPart.shape;
const {
  pins: _papers,
  dueKind: _answer,
  dueAt: _answerAt,
  outcome,
  proposed,
  ...objection
} = ObjectionPart.shape;
const { pins: _outcomePins, ...came } = outcome.def.innerType.shape;
const { pins: _proposedPins, ...said } = proposed.def.innerType.shape;

/** A demand as the desk sees it: who decided, and what we know of it. */
export const DemandView = z.strictObject({
  id: z.string(),
  status: z.enum(STATUSES),
  /** How it ended; absent until then. */
  conclusion: z.optional(z.enum(CONCLUSIONS)),
  instrument: z.string(),
  reference: z.optional(z.string()),
  filedAt: instant,
  round: z.int(),
  /** What a decision on it, as it stands here, names as `on`: it rises when what is decided on changes, and not with looks. */
  matter: z.int(),
  /** Who works on it, until when; absent: nobody. */
  claim,
  demand: Demand,
  determination: z.optional(Determination),
  review: z.optional(
    z.strictObject({
      decision: z.enum(['approve', 'refuse', 'redirect']),
      at: instant,
      items: z.array(z.string()),
      targets: z.array(z.int()),
      accounts: z.optional(z.array(z.string())),
      /** Where targets were narrowed each on its own. */
      narrowing: z.optional(z.array(TargetReview)),
      by: z.string(),
      /** Why; without `says`, who filed it is not told. */
      because: z.optional(Because),
      /** Why an emergency is given more than what comes first. */
      more: z.optional(z.string()),
    }),
  ),
  releases: z.optional(
    z.array(
      z.strictObject({
        decision: z.enum(['release', 'refuse']),
        at: instant,
        by: z.string(),
        because: z.optional(Because),
      }),
    ),
  ),
  /** How far it is read, checked and sealed, while that is under way or has failed. */
  progress: z.optional(Progress),
  package: z.optional(
    z.strictObject({
      sha256: z.string(),
      /** Records that were found and are not in it, by item and reason. */
      setAside: z.optional(z.array(SetAsideCount)),
      /** Records in it whose own stamps contradict the period. */
      noted: z.optional(z.int()),
    }),
  ),
  withdrawnAt: z.optional(instant),
  /** The demand whose place it took, and the one that took its own. */
  supersedes: z.optional(z.string()),
  supersededBy: z.optional(z.string()),
  /** The dates that somebody has to see to, the earliest first. `/rulebook/clocks` says what each is. */
  clocks: z.optional(z.array(z.strictObject({ clock, cite, from, until, atEnd, to, missedAt }))),
  /** What is kept without being disclosed: until when, who renewed or ended it, which demands ask for it. */
  preservation: z.optional(z.strictObject(preservation)),
  /** Whether and when the customer is told; there once it was planned. */
  notice: z.optional(z.strictObject(plan)),
  /** Orders about its silence that came after the paper. */
  orders: z.optional(z.array(z.strictObject(order))),
  /** Looks at a silence without an end that left it as it was, oldest first. */
  silenceLooks: z.optional(z.array(SilenceLookPart)),
  /** What the authority and the desk wrote to each other, oldest first. */
  comments: z.optional(z.array(z.strictObject(comment))),
  /** What the desk wrote for itself, oldest first. */
  notes: z.optional(z.array(NotePart)),
  /** What an organisation that was asked said, oldest first. */
  customerAnswers: z.optional(z.array(z.strictObject(customerAnswer))),
  /** What was brought against it before courts and authorities, oldest first. */
  objections: z.optional(
    z.array(
      z.strictObject({
        ...objection,
        outcome: z.optional(z.strictObject(came)),
        proposed: z.optional(z.strictObject(said)),
      }),
    ),
  ),
  /** The emergency whose debt of legal process it is to pay. */
  pays: z.optional(z.string()),
  /** The legal process that is owed for what was given in an emergency, and what became of it. */
  debt: z.optional(z.strictObject(debt)),
  /** Until when somebody without a part in it looks back at an emergency, and what they found. */
  lookBack: z.optional(z.strictObject(lookBack)),
  authorityId: z.string(),
  filedBy: z.string(),
  /** The authority as the register had it when it filed. */
  authority: z.optional(RegisteredAuthority),
  /** Id of the authority's key that the filing was signed with; absent: it was not signed. */
  signedWith: z.optional(z.string()),
  authenticity: z.optional(Authenticity),
  /** The marks of a forgery that people and machines have found, what each weighs, and what together; absent: none. */
  fraud: z.optional(
    z.strictObject({
      marks: z.array(
        z.strictObject({ mark: z.enum(MARKS), weight: z.int(), by: z.array(z.enum(['machine', 'person'])) }),
      ),
      weight: z.int(),
      /** From which weight on it is held until its office was called, and from which a person is to refuse it. */
      hold: z.int(),
      refuse: z.int(),
    }),
  ),
  /** The only number to call back: the register's, as it is now. Absent: it has none, or the authority is not enrolled. */
  callBackNumber: z.optional(z.string()),
  /** The calls that were made, oldest first. */
  callBacks: z.optional(z.array(CallBackPart)),
  /** What a person found of the issuer's power, with how in `clarification#` of its round. */
  competence: z.optional(Competence.shape.found),
  /** What was asked of who filed it, and of counsel, the oldest first. */
  questions: z.optional(z.array(QuestionPart)),
  counsel: z.optional(z.array(CounselPart)),
  circumstances: z.optional(Circumstances),
  /** A reviewer's approval while somebody else may still decide, and when it takes effect. */
  approvedAhead: z.optional(
    z.strictObject({
      by: z.string(),
      at: instant,
      items: z.array(z.string()),
      targets: z.array(z.int()),
      accounts: z.optional(z.array(z.string())),
      /** Where targets were narrowed each on its own. */
      narrowing: z.optional(z.array(TargetReview)),
      takesEffect: instant,
    }),
  ),
  /** What a scanner said of the documents' bytes; nobody opens one that is not `clean`. */
  scans: z.optional(z.array(z.strictObject({ sha256: z.string(), verdict: z.enum(VERDICTS) }))),
  /** The accounts that the targets named, and when. */
  accounts: z.optional(z.array(ResolvedAccount)),
  /** What was looked for in vain. */
  unmatched: z.optional(z.array(LookedForTarget)),
  /** How the targets with accounts were looked for: spelling, time, and when else it named an account. */
  matched: z.optional(z.array(LookedForTarget)),
  /** Who has looked at what of it before, the latest first, at most a hundred: of papers, at which pages. */
  looks: z.optional(z.array(LookPart)),
  /** The targets name more accounts than a demand can be checked for: it can be refused only. */
  tooManyAccounts: z.optional(z.literal(true)),
  /** Reasons that the accounts would have given, where the paper ended the demand without asking about them. */
  aside: z.optional(Determination.shape.reasons),
});

export const DemandSummary = z.strictObject({
  id: z.string(),
  status: z.enum(STATUSES),
  conclusion: z.optional(z.enum(CONCLUSIONS)),
  outcome: z.optional(z.enum(OUTCOMES)),
  instrument: z.string(),
  filedAt: instant,
  reference: z.optional(z.string()),
  authorityId: z.string(),
  country: z.string(),
  series: z.string(),
  reasons: z.optional(Determination.shape.reasons),
  /** From 0, the greatest: danger to life; of serious injury, or to what a country lives on; another emergency; 5: none. */
  danger: z.int(),
  /** When somebody must have done something about it; absent: no law gives a day. */
  due: z.optional(instant),
  /** Counsel was asked about it and has not answered. */
  atCounsel: z.optional(z.literal(true)),
  round: z.int(),
  matter: z.int(),
  /** Who works on it, until when; absent: nobody. */
  claim,
  /** What of it waits beside decisions: an order of silence, a comment, legal process for an emergency, a look back at one. */
  waits: z.optional(z.array(z.enum(WAITS))),
});

/** How many demands there are on all pages of a list, and how many of them press. */
export const DeskCounts = z.strictObject({
  all: z.int(),
  overdue: z.int(),
  dueInADay: z.int(),
  /** That wait for a person, and nobody works on. */
  unclaimed: z.int(),
  /** In which something waits beside decisions, in whatever status they are. */
  waits: z.strictObject({ order: z.int(), comment: z.int(), debt: z.int(), 'look-back': z.int() }),
  byStatus: z.partialRecord(z.enum(STATUSES), z.int()),
});
export type DeskCounts = z.infer<typeof DeskCounts>;

/** `next` is the `after` of the page that follows; absent on the last. */
export const DemandPage = z.strictObject({
  demands: z.array(DemandSummary),
  /** Of what is open. */
  counts: z.optional(DeskCounts),
  /** There are more in a status than are read at once: the newest of them are not here. */
  isCut: z.optional(z.literal(true)),
  next: z.optional(z.string()),
});

export type DemandView = z.infer<typeof DemandView>;
export type DemandSummary = z.infer<typeof DemandSummary>;
export type DemandPage = z.infer<typeof DemandPage>;
