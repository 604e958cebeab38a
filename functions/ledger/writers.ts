import type { Action } from './event.schema.ts';

/** What one function may ask the recorder to write. Everything else is refused, whoever asks. */
export type Writer = {
  actions: readonly Action[];
  /** Members of the record that may differ after it; version, head, status, matter and its clock follow from the action. */
  sets: readonly string[];
  /** Beginnings of the sort keys of parts that it may write for the first time. */
  creates: readonly string[];
  /** The same of parts that it may write over. */
  replaces?: readonly string[];
  /** Beginnings of the sort keys of clocks that it may stop, and do nothing else to. */
  stops?: readonly string[];
  /**
   * Beginnings of the sort keys of parts that it may take off the index of due things: answers that it passed on, and times
   * that are over. A notice and the end of a preservation go off it with an event of their own.
   */
  settles?: readonly string[];
  /** It may put off when a demand is looked at. */
  postpones?: true;
};

/**
 * The functions that change demands, by the verbs that they are called after. Each asks through an alias of the recorder
 * that is named like it, and policies let it use no other: so a scope, a review, a release is written by its one function.
 */
export const WRITERS = {
  'file-demand': {
    // The demand whose place another takes is taken back with it, or was over.
    actions: ['demand.filed', 'demand.withdrawn', 'demand.superseded'],
    sets: [
      ...['supersedes', 'supersededBy', 'withdrawnAt', 'pays'],
      ...['id', 'round', 'authorityId', 'authority', 'filedBy', 'sessions', 'signedWith', 'filedAt'],
      ...['demand', 'documents', 'facts'],
    ],
    creates: ['withdrawal'],
  },
  'check-validity': {
    actions: ['validity.checked'],
    sets: ['outcome', 'reasons', 'due', 'facts'],
    creates: ['determination#', 'suspension#', 'step#check-validity#'],
    replaces: ['clock#'],
  },
  'await-review': {
    actions: ['review.requested', 'review.took-effect'],
    sets: ['facts'],
    creates: ['review#'],
    replaces: ['suspension#'],
    settles: ['review#'],
  },
  'decide-review': {
    actions: [
      ...(['review.decided', 'review.approved-ahead', 'demand.resumed', 'demand.reopened'] as const),
      ...(['demand.claimed', 'demand.unclaimed', 'demand.noted'] as const),
      ...(['demand.asked', 'counsel.asked', 'counsel.answered'] as const),
      ...(['debt.waived', 'emergency.reviewed'] as const),
    ],
    sets: ['facts', 'sessions', 'round', 'isReopened', 'resumed', 'claim', 'atCounsel', 'owes'],
    creates: ['review#', 'suspension#', 'clarification#', 'resumption#', 'note#', 'question#'],
    replaces: [
      ...['approval-ahead#', 'counsel#', 'debt', 'look-back'],
      ...['clock#process-debt', 'clock#emergency-review', 'clock#question', 'clock#counsel'],
    ],
    settles: ['review#'],
  },
  clarify: {
    actions: [
      ...([
        'demand.clarified',
        'secrecy.recorded',
        'secrecy.decided',
        'secrecy.reviewed',
        'demand.commented',
        'customer.answered',
      ] as const),
      ...(['letter.taken', 'letter.failed', 'letter.confirmed', 'notice.sent'] as const),
      ...(['objection.brought', 'objection.decided', 'objection.proposed'] as const),
      ...(['preservation.renewed', 'preservation.linked', 'preservation.lifted'] as const),
    ],
    sets: [
      ...(['round', 'demand', 'authenticity', 'competence', 'clarifiedBy', 'sessions', 'facts'] as const),
      ...(['changedBy', 'claim', 'customerAnswers', 'objections', 'hurried', 'due'] as const),
    ],
    creates: ['clarification#', 'call-back#', 'customer-answer#', 'frozen-end', 'look-at-silence#'],
    replaces: [
      ...['secrecy#', 'silence', 'notice', 'letter#', 'preservation', 'comment#', 'question#', 'objection#'],
      ...['clock#preservation', 'clock#question', 'clock#objection'],
      ...['clock#silence-order', 'clock#silence-review'],
    ],
    // The time in which an objection was to be brought, by whichever law.
    stops: ['clock#'],
    settles: ['clarification#', 'objection#'],
  },
  withdraw: {
    // Of a request to keep, what is kept ends with it.
    actions: ['demand.withdrawn', 'preservation.lifted'],
    sets: ['withdrawnAt'],
    creates: ['withdrawal', 'frozen-end'],
    replaces: ['preservation', 'clock#'],
    settles: ['withdrawal'],
  },
  'compile-scope': {
    actions: ['scope.compiled', 'freeze.compiled'],
    sets: [],
    creates: ['scope#', 'freeze#', 'step#compile-scope#', 'step#compile-freeze#'],
  },
  'open-session': {
    actions: [
      ...['retrieval.started', 'retrieval.resumed', 'retrieval.comparing', 'retrieval.completed'],
      ...['freeze.started', 'freeze.resumed', 'freeze.completed', 'freeze.copy-ended'],
    ],
    sets: [],
    creates: [
      ...['comparing#', 'harvest#', 'frozen#', 'copy-end#'],
      ...['step#start-retrieval#', 'step#start-freeze#'],
    ],
    replaces: ['comparing#'],
  },
  'check-harvest': {
    actions: ['harvest.checking', 'harvest.checked', 'harvest.refused'],
    sets: [],
    creates: ['checking#', 'step#check-harvest#'],
    replaces: ['checking#', 'harvest#'],
  },
  seal: {
    actions: ['disclosure.sealing', 'disclosure.packing', 'disclosure.sealed', 'disclosure.refused'],
    sets: ['packageSha256'],
    creates: ['disclosure', 'packing#', 'step#announce-seal#', 'step#seal#'],
    replaces: ['packing#'],
  },
  timestamp: {
    actions: ['disclosure.timestamped', 'disclosure.not-timestamped'],
    sets: [],
    creates: ['timestamp'],
  },
  'await-release': {
    actions: ['release.requested'],
    sets: [],
    creates: [],
    replaces: ['clock#release'],
  },
  'decide-release': {
    actions: ['release.approved', 'release.decided'],
    sets: ['sessions', 'claim'],
    creates: ['release#', 'decision#release'],
    settles: ['decision#release'],
  },
  deliver: {
    // The debt is another demand's.
    actions: ['disclosure.available', 'debt.paid'],
    sets: ['facts', 'owes'],
    creates: ['step#deliver#', 'look-back'],
    replaces: ['debt', 'clock#process-debt', 'clock#emergency-review'],
  },
  'fetch-disclosure': {
    actions: ['disclosure.fetched', 'disclosure.received', 'disclosure.encrypting'],
    sets: ['fetches'],
    creates: ['copy#'],
    replaces: ['copy#'],
  },
  'encrypt-copy': {
    actions: ['disclosure.encrypted'],
    sets: [],
    creates: [],
    replaces: ['copy#'],
  },
  'plan-notice': {
    actions: ['notice.planned'],
    sets: ['due', 'facts'],
    creates: ['notice', 'step#plan-notice#'],
    replaces: ['silence', 'clock#silence-order', 'clock#silence-review'],
  },
  'send-due': {
    actions: [
      'notice.queued',
      'notice.overdue',
      'secrecy.expired',
      'secrecy.review-due',
      'preservation.ended',
      'freeze.deleting',
      'freeze.ended',
      'freeze.copy-deleted',
    ],
    sets: ['due', 'facts'],
    creates: ['frozen-end'],
    replaces: [
      ...['notice', 'letter#', 'secrecy#', 'silence', 'preservation', 'frozen-end', 'copy-end#'],
      ...['clock#preservation', 'clock#silence-order', 'clock#silence-review'],
    ],
  },
  refuse: {
    actions: ['demand.refused'],
    sets: ['conclusion', 'facts'],
    creates: ['preservation', 'step#refuse'],
    replaces: ['clock#preservation'],
  },
  'send-elsewhere': {
    actions: ['demand.redirected'],
    sets: ['conclusion', 'facts'],
    creates: ['preservation', 'step#send-elsewhere'],
    replaces: ['clock#preservation'],
  },
  preserve: {
    actions: ['preservation.placed'],
    sets: ['conclusion', 'facts'],
    creates: ['preservation', 'step#preserve#'],
    replaces: ['clock#preservation'],
  },
  close: {
    actions: ['demand.closed'],
    sets: ['conclusion', 'facts'],
    creates: ['frozen-end', 'look-back', 'step#close'],
    replaces: ['clock#emergency-review'],
  },
  'record-failure': {
    actions: ['demand.failed', 'freeze.failed'],
    sets: [],
    creates: ['step#freeze-failed#'],
    replaces: ['clock#failed'],
  },
  sweep: {
    actions: [
      ...(['suspension.ended', 'execution.restarted', 'demand.failed'] as const),
      ...(['clock.warned', 'clock.missed', 'clock.stopped'] as const),
    ],
    sets: ['round', 'restarted', 'due'],
    creates: ['clarification#'],
    replaces: ['clock#'],
    settles: [
      ...['review#', 'clarification#', 'withdrawal', 'decision#release', 'suspension#', 'resumption#'],
      'objection#',
      'demand',
    ],
    postpones: true,
  },
  'read-demands': {
    actions: ['demand.looked'],
    sets: [],
    creates: [],
    replaces: ['look#'],
  },
} as const satisfies Record<string, Writer>;

export type WriterName = keyof typeof WRITERS;
export const WRITER_NAMES = Object.keys(WRITERS).filter(isWriter);

/** Whether a name is a writer's. */
export function isWriter(name: string): name is WriterName {
  return Object.hasOwn(WRITERS, name);
}
