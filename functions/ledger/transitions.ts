import { IllegalTransition } from '../shared/faults.ts';
import type { Action, Actor } from './event.schema.ts';
import { STATUSES, type Status } from './statuses.ts';

/** What an action may follow and what follows from it. */
export type Transition = {
  /** The statuses in which it may happen; none for the one that begins a demand. */
  from: readonly Status[];
  /** The status after it. Absent: the status stays. */
  to?: Status;
  by: readonly Actor['kind'][];
  /** Where it happens: states of the state machine, routes, scheduled functions. */
  at: readonly string[];
  /**
   * A step of the workflow: of a demand that failed, it goes on from where the demand was. Without `to` the demand stays
   * failed: a connector that runs on beside the one that failed must not hide that.
   */
  isStep?: true;
  /** Of a demand that failed: it stands again where it failed, and can fail there again. */
  returns?: true;
};

const UNDECIDED = ['filed', 'awaiting-review', 'reviewed'] as const;
const SEALED = ['sealed', 'awaiting-release', 'release-decided'] as const;

/** The life of a demand as data: everything that can happen to it, and nothing else can. */
export const TRANSITIONS: Readonly<Record<Action, Transition>> = {
  'demand.filed': { from: [], to: 'filed', by: ['agent'], at: ['POST /demands'] },
  'validity.checked': step(['filed'], 'Check validity'),
  'review.requested': step(['filed', 'awaiting-review'], 'Await review', 'awaiting-review'),
  'review.decided': {
    from: ['awaiting-review'],
    to: 'reviewed',
    by: ['reviewer'],
    at: ['POST /demands/{id}/review', 'POST /demands/bulk'],
  },
  // Of a demand that waits for somebody else's decision: it stays where it is until that time is over.
  'review.approved-ahead': {
    from: ['awaiting-review'],
    by: ['reviewer'],
    at: ['POST /demands/{id}/review'],
  },
  'suspension.ended': { from: ['awaiting-review'], to: 'filed', by: ['service'], at: ['sweep'] },
  'review.took-effect': step(['awaiting-review'], 'Await review', 'reviewed'),
  'demand.clarified': {
    from: ['awaiting-review'],
    to: 'filed',
    by: ['agent', 'reviewer'],
    at: ['POST /demands/{id}/clarify'],
  },
  // The organisation whose account it is was asked, or answered: in a new round, whose checks read it.
  'customer.answered': {
    from: ['awaiting-review'],
    to: 'filed',
    by: ['reviewer'],
    at: ['POST /demands/{id}/customer-answers'],
  },
  // What is brought against it before a court or an authority; what is over by then is for the use case to say.
  'objection.brought': { from: STATUSES, by: ['reviewer'], at: ['POST /demands/{id}/objections'] },
  'objection.decided': {
    from: STATUSES,
    by: ['reviewer'],
    at: ['POST /demands/{id}/objections/{objection}/outcome'],
  },
  // An outcome whose paper is not here waits for another person who says the same.
  'objection.proposed': {
    from: STATUSES,
    by: ['reviewer'],
    at: ['POST /demands/{id}/objections/{objection}/outcome'],
  },
  'demand.withdrawn': {
    // What was released is handed over no more; what has left, and the letters to the customer, stay.
    from: [...UNDECIDED, ...SEALED, 'failed', 'released', 'closed'],
    by: ['agent'],
    at: ['POST /demands/{id}/withdraw', 'POST /demands'],
  },
  // It has ended, and another takes its place: it stays as it is, and no third one does.
  'demand.superseded': { from: STATUSES, by: ['agent'], at: ['POST /demands'] },
  // Beside the wait for a review; and when the demand is closed, of what is kept.
  'freeze.compiled': freezing('Compile what is'),
  'freeze.started': freezing('Freeze what is'),
  'freeze.resumed': freezing('Freeze what is'),
  'freeze.completed': freezing('Freeze what is'),
  'freeze.failed': freezing('Record that what is', 'was not frozen'),
  // A preservation ended before the copy of what it keeps was whole, and that of which it was a copy is deleted.
  'freeze.copy-ended': freezing('Freeze what is'),
  'freeze.copy-deleted': { from: STATUSES, by: ['service'], at: ['send-due'] },
  // Some of many accounts are done.
  'freeze.deleting': { from: ['closed'], by: ['service'], at: ['send-due'] },
  'freeze.ended': { from: ['closed'], by: ['service'], at: ['send-due'] },
  'scope.compiled': step(['reviewed'], 'Compile scope'),
  'retrieval.started': step(['reviewed'], 'Retrieve within scope'),
  // A pass that a later call goes on with, or reads anew.
  'retrieval.resumed': step(['reviewed'], 'Retrieve within scope'),
  // Of a large grant: a part of what was frozen is held against what there is now.
  'retrieval.comparing': step(['reviewed'], 'Retrieve within scope'),
  'retrieval.completed': step(['reviewed'], 'Retrieve within scope'),
  // Of a large harvest: a part of it is checked.
  'harvest.checking': step(['reviewed'], 'Check the harvest'),
  'harvest.checked': step(['reviewed'], 'Check the harvest'),
  'harvest.refused': step(['reviewed'], 'Check the harvest'),
  'disclosure.sealing': step(['reviewed'], 'Seal disclosure'),
  // Of a large package: one part is in the store.
  'disclosure.packing': step(['reviewed'], 'Seal disclosure'),
  'disclosure.refused': step(['reviewed'], 'Seal disclosure'),
  'disclosure.sealed': step(['reviewed'], 'Seal disclosure', 'sealed'),
  // Of a stage that names a timestamp authority; by hand too, which is the same step.
  'disclosure.timestamped': timestamping(),
  'disclosure.not-timestamped': timestamping(),
  'release.requested': step(['sealed', 'awaiting-release'], 'Await release', 'awaiting-release'),
  'release.approved': { from: ['awaiting-release'], by: ['releaser'], at: ['POST /demands/{id}/release'] },
  'release.decided': {
    from: ['awaiting-release'],
    to: 'release-decided',
    by: ['releaser'],
    at: ['POST /demands/{id}/release'],
  },
  'disclosure.available': step(['release-decided'], 'Deliver', 'released'),
  // What was released stays so, though a step after it failed.
  'disclosure.fetched': {
    from: ['released', 'closed', 'failed'],
    by: ['agent'],
    at: ['POST /demands/{id}/disclosure'],
  },
  'disclosure.received': {
    from: ['released', 'closed', 'failed'],
    by: ['agent'],
    at: ['POST /demands/{id}/receipt'],
  },
  // Of a large package and an authority with keys: a copy is begun, and is there.
  'disclosure.encrypting': {
    from: ['released', 'closed', 'failed'],
    by: ['agent'],
    at: ['POST /demands/{id}/disclosure'],
  },
  'disclosure.encrypted': { from: ['released', 'closed', 'failed'], by: ['service'], at: ['encrypt-copy'] },
  'notice.planned': step(['released'], 'Plan notice'),
  'notice.queued': { from: ['released', 'closed', 'failed'], by: ['service'], at: ['send-due'] },
  'notice.overdue': { from: ['released', 'closed', 'failed'], by: ['service'], at: ['send-due'] },
  // A mailer is a machine of the provider's: the ledger has it for the service's own.
  'notice.sent': mailing(),
  'letter.taken': mailing(),
  'letter.failed': mailing(),
  'letter.confirmed': mailing(),
  // Orders come when they come: before anything is planned, in the second of the notice, and after it.
  'secrecy.recorded': { from: STATUSES, by: ['agent', 'reviewer'], at: ['POST /demands/{id}/secrecy'] },
  'secrecy.decided': { from: STATUSES, by: ['reviewer'], at: ['POST /demands/{id}/secrecy'] },
  'secrecy.reviewed': { from: STATUSES, by: ['reviewer'], at: ['POST /demands/{id}/secrecy'] },
  'secrecy.expired': { from: STATUSES, by: ['service'], at: ['send-due'] },
  'secrecy.review-due': { from: STATUSES, by: ['service'], at: ['send-due'] },
  // A person can refuse what failed, wherever it did.
  'demand.refused': step([...UNDECIDED, ...SEALED], 'Refuse'),
  'demand.redirected': step(['filed', 'reviewed'], 'Send elsewhere'),
  'preservation.placed': step(['filed'], 'Preserve'),
  'preservation.renewed': changingWhatIsKept(['agent', 'reviewer']),
  'preservation.linked': changingWhatIsKept(['agent', 'reviewer']),
  // Its end by a person, or by its authority that takes it back; that of its time is the sweep's.
  'preservation.lifted': {
    ...changingWhatIsKept(['agent', 'reviewer']),
    at: ['POST /demands/{id}/preservation', 'POST /demands/{id}/withdraw'],
  },
  'preservation.ended': {
    from: STATUSES,
    by: ['service'],
    at: ['send-due'],
  },
  // Before a review: who filed it is asked, or counsel is.
  'demand.asked': consulting(),
  'counsel.asked': consulting(),
  'counsel.answered': consulting(),
  // Of whatever is shown, before it is.
  'demand.looked': {
    from: STATUSES,
    by: ['reviewer', 'releaser', 'auditor'],
    at: [
      ...(['GET /demands/{id}', 'GET /demands/{id}/papers/{sha256}', 'GET /demands/{id}/reach'] as const),
      ...(['GET /demands/{id}/package', 'GET /demands/{id}/package/files'] as const),
    ],
  },
  'demand.claimed': claiming('POST /demands/{id}/claim', 'POST /demands/bulk'),
  'demand.unclaimed': claiming('POST /demands/{id}/claim'),
  'demand.commented': {
    from: STATUSES,
    by: ['agent', 'reviewer', 'releaser'],
    at: ['POST /demands/{id}/comments'],
  },
  'demand.noted': {
    from: STATUSES,
    by: ['reviewer', 'releaser'],
    at: ['POST /demands/{id}/notes', 'POST /demands/bulk'],
  },
  // What follows an emergency. Its debt is paid by the delivery of another demand.
  'debt.paid': { from: ['released', 'closed', 'failed'], by: ['service'], at: ['Deliver'] },
  'debt.waived': {
    from: ['released', 'closed', 'failed'],
    by: ['reviewer'],
    at: ['POST /demands/{id}/afterwards'],
  },
  'emergency.reviewed': {
    from: ['released', 'closed', 'failed'],
    by: ['reviewer', 'auditor'],
    at: ['POST /demands/{id}/afterwards'],
  },
  // Of its dates, which pass whatever becomes of it.
  'clock.warned': { from: STATUSES, by: ['service'], at: ['sweep'] },
  'clock.missed': { from: STATUSES, by: ['service'], at: ['sweep'] },
  'clock.stopped': { from: STATUSES, by: ['service'], at: ['sweep'] },
  'demand.closed': {
    ...step([...UNDECIDED, ...SEALED, 'released'], 'Close', 'closed'),
    at: ['Close', 'Close and keep'],
  },
  'demand.failed': {
    from: [...UNDECIDED, ...SEALED, 'released'],
    to: 'failed',
    by: ['service'],
    at: ['Record failure', 'sweep'],
  },
  'demand.resumed': {
    from: ['failed'],
    by: ['reviewer'],
    at: ['POST /demands/{id}/resume'],
    returns: true,
  },
  // Its execution had died. What is closed may still have something to freeze.
  'execution.restarted': {
    from: [...UNDECIDED, ...SEALED, 'released', 'closed'],
    by: ['service'],
    at: ['sweep'],
  },
  // In a new round, whose checks come first.
  'demand.reopened': {
    from: ['failed'],
    to: 'filed',
    by: ['reviewer'],
    at: ['POST /demands/{id}/resume'],
  },
};

/** Something that happens to what a demand asks for while people decide, and to what is kept once it is closed. */
function freezing(does: string, what?: string): Transition {
  const at = ['demanded', 'kept'].map((one) => [does, one, what].filter(Boolean).join(' '));
  return { from: [...UNDECIDED, 'closed'], by: ['service'], at, isStep: true };
}

/** A package is shown to an authority that says when: before it is released, and again before it leaves. */
function timestamping(): Transition {
  const at = ['Timestamp the package', 'Timestamp before delivery'];
  return { from: [...SEALED, 'released', 'closed'], by: ['service'], at, isStep: true };
}

/** What is kept stays so whatever becomes of the demand. */
function changingWhatIsKept(by: readonly Actor['kind'][]): Transition {
  return { from: STATUSES, by, at: ['POST /demands/{id}/preservation'] };
}

/** Something that the mailer does, or says that it did. */
function mailing(): Transition {
  return { from: ['released', 'closed', 'failed'], by: ['service'], at: ['POST /demands/{id}/letters'] };
}

/** Somebody says that they see to a demand, or no more. */
function claiming(...at: readonly string[]): Transition {
  const from = ['filed', 'awaiting-review', 'awaiting-release', 'failed'] as const;
  return { from, by: ['reviewer', 'releaser'], at };
}

/** What a reviewer does before deciding. */
function consulting(): Transition {
  return { from: ['awaiting-review'], by: ['reviewer'], at: ['POST /demands/{id}/consult'] };
}

function step(from: readonly Status[], state: string, to?: Status): Transition {
  return { from, ...(to ? { to } : {}), by: ['service'], at: [state], isStep: true };
}

/** What the table asks of the demand that an action is about. */
type Before = { status: Status; failedIn?: Status | undefined };

/** Where the workflow of a demand stands: of one that failed, where it was. */
export const placeOf = ({ status, failedIn }: Before): Status | undefined =>
  status === 'failed' ? failedIn : status;

/**
 * The status that an action leads to.
 * @param before the demand as it is; undefined where there is none yet
 * @throws IllegalTransition for everything that the table does not have
 */
export function statusAfter(action: Action, kind: Actor['kind'], before: Before | undefined): Status {
  const { from, to, by, isStep, returns } = TRANSITIONS[action];
  const refused = (why: string) => new IllegalTransition(`${action} by ${kind} ${why}`);
  if (!by.includes(kind)) throw refused('is not theirs to do');
  if (!before) {
    if (from.length > 0 || !to) throw refused('of a demand that is not there');
    return to;
  }
  // Undefined for demands that failed before `failedIn` was kept: their steps know where they were.
  const status = isStep ? placeOf(before) : before.status;
  if (status !== undefined && !from.includes(status)) throw refused(`while ${status}`);
  if (returns) return placeOf(before) ?? before.status;
  return to ?? before.status;
}
