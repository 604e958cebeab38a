/** Faults that another try may cure. State machine and callers know them by their literal names. */
export class StoreBusy extends Error {
  override readonly name = 'StoreBusy';
}

/** A dependency answered with an error that passes. */
export class TransientFault extends Error {
  override readonly name = 'TransientFault';
}

/** The stored state contradicts what the step was called for: a bug or a tampered table, never a business answer. */
export class InconsistentState extends Error {
  override readonly name = 'InconsistentState';
}

/** An action that the present status of the demand, or who asks for it, does not allow. Nothing was written. */
export class IllegalTransition extends Error {
  override readonly name = 'IllegalTransition';
}

/** A stored item of a later version than this deployment knows. Deploy the later version again to read it. */
export class NewerVersion extends Error {
  override readonly name = 'NewerVersion';
}

/** A stored item that is not what its version says that it is. The message names members, never values. */
export class UnreadableItem extends Error {
  override readonly name = 'UnreadableItem';
}

/** What came from a store or a step is not of the shape that it must have. The cause names members; it stays in the log. */
export class UnreadableRecord extends Error {
  override readonly name = 'UnreadableRecord';
}

/** Something was thrown that has no name of its own. */
export class UnknownFault extends Error {
  override readonly name = 'UnknownFault';
}

/** An item beside a demand that is larger than a transaction takes. */
export class PartTooLarge extends Error {
  override readonly name = 'PartTooLarge';
}

/** A change of more items than a transaction takes. */
export class TransactionTooLarge extends Error {
  override readonly name = 'TransactionTooLarge';
}

/** The targets of a demand name more accounts than one demand can be checked for. */
export class TooManyAccounts extends Error {
  override readonly name = 'TooManyAccounts';
}

/** A review approved more grants than one demand can have. */
export class TooManyGrants extends Error {
  override readonly name = 'TooManyGrants';
}

/** An item beside a demand whose sort key no part has. */
export class UnknownPart extends Error {
  override readonly name = 'UnknownPart';
}

/** The authority of a demand is not enrolled, or is suspended: nothing is handed to it until people have settled that. */
export class AuthorityNotEnrolled extends Error {
  override readonly name = 'AuthorityNotEnrolled';
}

/** An objection that holds production came after the last release: nothing is handed over until it is decided. */
export class ObjectionOpen extends Error {
  override readonly name = 'ObjectionOpen';
}

/** A writer asked the recorder for what is not its own to write: a bug, or stolen rights. Nothing was written. */
export class WriteRefused extends Error {
  override readonly name = 'WriteRefused';
}

/** The log contradicts itself: what is published, archived or remembered was changed. Nothing more is signed. */
export class LogForked extends Error {
  override readonly name = 'LogForked';
}
