import type { DemandRecord, DocumentPin } from '../ledger/demand-record.schema.ts';
import type { Allowed } from '../ledger/objections.ts';
import type { ObjectionPart, ProposedOutcome } from '../ledger/parts/objection.part.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { isSamePerson } from '../shared/person.ts';
import type { Principal } from '../shared/principal.ts';
import type { OutcomeRequest } from './objection-outcome.route.ts';
import type { PresentOf } from './require-present.ts';

type Outcome = PresentOf<OutcomeRequest>;

/** What a court left of the demand, as it is said. */
export const allowedOf = ({
  items,
  targets,
  period,
  narrowing,
}: Extract<Outcome, { outcome: 'modified' }>): Allowed => ({
  ...(items ? { items } : {}),
  ...(targets ? { targets } : {}),
  ...(period ? { period } : {}),
  ...(narrowing ? { perTarget: narrowing } : {}),
});

/** Whether two say the same of what came of an objection, by the same papers; each for a reason of their own. */
export function isSameOutcome(
  known: ProposedOutcome | undefined,
  request: Outcome,
): known is ProposedOutcome {
  if (!known) return false;
  const of = (papers: readonly { sha256: string }[]) => papers.map(({ sha256 }) => sha256).sort();
  const { state, decided, documents, allowed } = known;
  const said = {
    ...{ state: request.outcome, decided: request.decided, documents: of(request.documents) },
    ...(request.outcome === 'modified' ? { allowed: allowedOf(request) } : {}),
  };
  const kept = { state, decided, documents: of(documents), ...(allowed ? { allowed } : {}) };
  return canonicalJson(kept) === canonicalJson(said);
}

/** Whether somebody sends again what they recorded, since its answer was lost. */
export const isRepeated = (
  known: (ProposedOutcome & { first?: string | undefined }) | undefined,
  request: Outcome,
  { subject }: Pick<Principal, 'subject'>,
): boolean =>
  isSameOutcome(known, request) &&
  [known.by, known.first].some((by) => by !== undefined && isSamePerson(by, subject)) &&
  (!isSamePerson(known.by, subject) || (known.reason === request.reason && known.text === request.text));

/**
 * Whether everybody here can look at what an outcome rests on: its papers were uploaded, and one of them came for it. The
 * demand's own paper, or the motion, says nothing of what came of it.
 */
export function isOnPaper(
  { documents: motion }: Pick<ObjectionPart, 'documents'>,
  { demand }: DemandRecord,
  { request, pins }: { request: Outcome; pins: readonly DocumentPin[] },
): boolean {
  const before = [...motion, ...(demand.documents ?? [])].map(({ sha256 }) => sha256);
  const isHere = ({ sha256 }: { sha256: string }) => pins.some((pin) => pin.sha256 === sha256);
  return request.documents.every(isHere) && request.documents.some(({ sha256 }) => !before.includes(sha256));
}
