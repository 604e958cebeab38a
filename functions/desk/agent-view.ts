import type { DemandStore } from '../ledger/demand.store.ts';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import { CLARIFICATION } from '../ledger/parts/clarification.part.ts';
import { COMMENT, type CommentPart } from '../ledger/parts/comment.part.ts';
import { DEBT, type DebtPart } from '../ledger/parts/debt.part.ts';
import { DETERMINATION } from '../ledger/parts/determination.part.ts';
import { OBJECTION, type ObjectionPart } from '../ledger/parts/objection.part.ts';
import { QUESTION, type QuestionPart } from '../ledger/parts/question.part.ts';
import { RELEASE_DECISION } from '../ledger/parts/release-decision.part.ts';
import { RESUMPTION } from '../ledger/parts/resumption.part.ts';
import type { ReviewPart } from '../ledger/parts/review.part.ts';
import { SECRECY, type SecrecyPart } from '../ledger/parts/secrecy.part.ts';
import type { Status } from '../ledger/statuses.ts';
import { toldReason } from '../ledger/told-reason.ts';
import { placeOf } from '../ledger/transitions.ts';
import type { Because } from '../shared/because.schema.ts';
import { checkDraft } from '../validity/check-draft.ts';
import type { Rulebook } from '../validity/decide/rulebook.ts';
import type { AgentStatus, AgentSummary, AgentView } from './agent-view.schema.ts';
import { decisionTold } from './decision-told.ts';

type Seen = { store: Pick<DemandStore, 'part' | 'parts'>; rulebook: Rulebook };

/** A line of an agent's list. It is made of the record alone, and of nothing that accounts had a part in. */
export function summariseForAgent(record: DemandRecord): AgentSummary {
  const { id, demand, filedAt } = record;
  const status = statusFor(record);
  const conclusion = conclusionFor(record, status);
  return {
    id,
    status,
    ...(conclusion ? { conclusion } : {}),
    instrument: demand.instrument,
    ...(demand.reference ? { reference: demand.reference } : {}),
    filedAt,
  };
}

/**
 * A demand as its agents see it, built up from nothing. Who asks about a person must not learn from us whether, when or
 * whose an account is: it depends on the paper, on what people decided and on the release, and on nothing else.
 */
export async function viewForAgent(record: DemandRecord, { store, rulebook }: Seen): Promise<AgentView> {
  const { id, demand, packageSha256, withdrawnAt } = record;
  const isDecided = !UNDECIDED.includes(placeFor(record));
  const [review, refused, release, orders, comments, questions, objections, debt] = await Promise.all([
    isDecided ? decisionTold(record, store) : undefined,
    refusalOf(record, store),
    store.part(id, RELEASE_DECISION()),
    store.parts(id, SECRECY('')),
    store.parts(id, COMMENT('')),
    store.parts(id, QUESTION('')),
    store.parts(id, OBJECTION('')),
    store.part(id, DEBT()),
  ]);
  const now = await judgedAt(record, review, store);
  const summary = summariseForAgent(record);
  return {
    ...summary,
    demand,
    paper: checkDraft(demand, { rulebook, now, authority: record.authority }).determination,
    ...(refused ? { decided: refused } : review ? { decided: decisionOf(review) } : {}),
    ...(release ? { released: { decision: release.decision, at: release.at, ...toldOf(release) } } : {}),
    ...(packageSha256 && summary.status === 'available' ? { package: { sha256: packageSha256 } } : {}),
    ...(withdrawnAt ? { withdrawnAt } : {}),
    ...(record.supersedes ? { supersedes: record.supersedes } : {}),
    ...(record.supersededBy ? { supersededBy: record.supersededBy } : {}),
    ...(record.pays ? { pays: record.pays } : {}),
    ...(debt ? { debt: owedOf(debt) } : {}),
    ...(objections.length > 0
      ? { objections: objections.sort((a, b) => a.objection - b.objection).map(objectionOf) }
      : {}),
    ...(questions.length > 0
      ? { questions: questions.sort((a, b) => a.number - b.number).map(questionOf) }
      : {}),
    ...(orders.length > 0 ? { orders: orders.sort((a, b) => a.order - b.order).map(orderOf) } : {}),
    ...(comments.length > 0 ? { comments: comments.sort((a, b) => a.number - b.number).map(commentOf) } : {}),
  };
}

const decisionOf = ({ decision, at, items, targets, because }: ReviewPart) => ({
  decision,
  at,
  items,
  targets,
  ...toldOf({ because }),
});

/** What a person refused when it had failed, once it has ended so: until then nobody is told that it had. */
async function refusalOf(
  { id, status, conclusion, resumed, withdrawnAt }: DemandRecord,
  store: Seen['store'],
) {
  if (status !== 'closed' || conclusion !== 'refused' || resumed === undefined || withdrawnAt)
    return undefined;
  const resumption = await store.part(id, RESUMPTION(resumed));
  if (resumption?.action !== 'refuse') return undefined;
  const { at, because } = resumption;
  return { decision: 'refuse' as const, at, items: [], targets: [], ...toldOf({ because }) };
}

function toldOf({ because }: { because?: Because | undefined }) {
  const told = toldReason(because);
  return told ? { because: told } : {};
}

const questionOf = ({ number, at, fields, until, answeredAt, because }: QuestionPart) => ({
  number,
  at,
  fields,
  until,
  ...toldOf({ because }),
  ...(answeredAt ? { answeredAt } : {}),
});

/** Whether it came too late or has ended is left out: the times of both hang on what machines found. */
const orderOf = ({ order, kind, of, until, at, state, decided }: SecrecyPart) => ({
  order,
  kind,
  ...(of === undefined ? {} : { of }),
  ...(until ? { until } : {}),
  at,
  state,
  ...(state === 'refused' && decided?.reason ? { reason: decided.reason } : {}),
  ...(state === 'refused' && decided?.text ? { text: decided.text } : {}),
});

/** What people brought and recorded; the draft of its paper and the reasons are the desk's. */
const objectionOf = ({
  objection,
  kind,
  grounds,
  before,
  brought,
  items,
  targets,
  at,
  state,
  outcome,
}: ObjectionPart) => ({
  objection,
  kind,
  grounds,
  before,
  brought,
  ...(items ? { items } : {}),
  ...(targets ? { targets } : {}),
  at,
  state,
  ...(outcome ? { decided: outcome.decided } : {}),
});

/** Who of the desk let it go, and why, is not told. */
function owedOf({ waived: _waived, dueKind: _due, dueAt: _dueAt, ...owed }: DebtPart) {
  return owed;
}

/** Who of the desk wrote it is not told. */
const commentOf = ({ number, side, by, at, text }: CommentPart) => ({
  number,
  side,
  ...(side === 'authority' ? { by } : {}),
  at,
  text,
});

/** No person has decided on a demand that stands here. */
const UNDECIDED: readonly Status[] = ['filed', 'awaiting-review'];

/** Where it stands; those that failed before that was kept had never come to a decision that anyone could see. */
function placeFor(record: DemandRecord): Status {
  const place = placeOf(record) ?? 'filed';
  // What is checked again because it failed was decided on, and who filed it is not told of either.
  return record.isReopened && UNDECIDED.includes(place) ? 'reviewed' : place;
}

function statusFor(record: DemandRecord): AgentStatus {
  if (record.withdrawnAt) return 'withdrawn';
  const place = placeFor(record);
  if (place === 'released' || (place === 'closed' && record.conclusion === 'disclosed')) return 'available';
  if (place === 'closed') return 'closed';
  return UNDECIDED.includes(place) ? 'received' : 'in-progress';
}

function conclusionFor({ conclusion }: DemandRecord, status: AgentStatus) {
  if (status === 'withdrawn') return 'withdrawn' as const;
  if (status === 'available') return 'disclosed' as const;
  return status === 'closed' ? conclusion : undefined;
}

/**
 * When the paper is judged for who filed it: when it was filed or its round began, which are known at once and the same
 * for whomever it names. A paper that ended the demand by itself is judged when it did.
 */
async function judgedAt(
  record: DemandRecord,
  review: ReviewPart | undefined,
  store: Seen['store'],
): Promise<Date> {
  const { id, round, status, filedAt, withdrawnAt } = record;
  if (status === 'closed' && !review && !withdrawnAt) {
    const checked = await store.part(id, DETERMINATION(round));
    if (checked) return new Date(checked.decidedAt);
  }
  for (let begins = round; begins > 1; begins -= 1) {
    const begun = await store.part(id, CLARIFICATION(begins));
    if (!begun?.reopened && !begun?.customer) return new Date(begun?.at ?? filedAt);
  }
  return new Date(filedAt);
}
