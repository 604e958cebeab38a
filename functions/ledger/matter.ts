import type { Action } from './event.schema.ts';

/**
 * Actions that change nothing of what people decide on: what is done beside, that they are asked, that others were. An action
 * that is not here does.
 */
const BESIDE: ReadonlySet<Action> = new Set<Action>([
  ...(['freeze.compiled', 'freeze.started', 'freeze.resumed', 'freeze.completed'] as const),
  ...(['freeze.failed', 'freeze.ended', 'execution.restarted'] as const),
  ...(['review.requested', 'release.requested', 'release.approved'] as const),
  ...(['disclosure.fetched', 'disclosure.received', 'notice.planned', 'notice.sent'] as const),
  ...(['notice.queued', 'notice.overdue', 'letter.taken', 'letter.failed', 'letter.confirmed'] as const),
  ...(['demand.asked', 'counsel.asked', 'counsel.answered'] as const),
  // Whether the customer may be told is decided apart.
  ...(['secrecy.recorded', 'secrecy.decided', 'secrecy.expired', 'secrecy.review-due'] as const),
  ...(['secrecy.reviewed', 'demand.superseded', 'objection.proposed'] as const),
  ...(['disclosure.encrypting', 'disclosure.encrypted'] as const),
  ...(['disclosure.timestamped', 'disclosure.not-timestamped'] as const),
  ...(['retrieval.comparing', 'harvest.checking', 'disclosure.packing', 'freeze.deleting'] as const),
  ...(['freeze.copy-ended', 'freeze.copy-deleted'] as const),
  ...(['preservation.ended', 'demand.looked'] as const),
  // A renewal is something new to who ends what is kept.
  ...(['preservation.linked', 'preservation.lifted'] as const),
  ...(['debt.paid', 'debt.waived', 'emergency.reviewed'] as const),
  ...(['clock.warned', 'clock.missed', 'clock.stopped'] as const),
  ...(['demand.claimed', 'demand.unclaimed', 'demand.commented', 'demand.noted'] as const),
]);

/** The version of the last event that changed what people decide on. A decision names the one that it was made on. */
export function matterAfter(
  action: Action,
  version: number,
  before: { version: number; matter?: number | undefined } | undefined,
): number {
  if (!before || !BESIDE.has(action)) return version;
  return before.matter ?? before.version;
}

/** The version that a decision on a demand as it stands names. */
export const matterOf = ({ version, matter }: { version: number; matter?: number | undefined }): number =>
  matter ?? version;
