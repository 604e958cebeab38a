/** A reason for which a log, or a proof of it, must not be believed. */
export class LogFault extends Error {
  override readonly name = 'LogFault';
}
