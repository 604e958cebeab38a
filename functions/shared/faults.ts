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
