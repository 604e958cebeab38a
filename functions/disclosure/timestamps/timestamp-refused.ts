/** What is wrong with an answer of a timestamp authority. */
export const TIMESTAMP_FAULTS = [
  /** It did not answer, or not with a timestamp of at most `MOST_BYTES`. */
  'no-answer',
  /** Its bytes are no answer by RFC 3161. */
  'unreadable',
  /** It says that it gives none. */
  'rejected',
  /** Of another hash, or of another request. */
  'imprint',
  'nonce',
  /** Its time is not now. */
  'time',
  /** No certificate that is there for timestamps and nothing else signed it. */
  'signer',
  'signature',
  /** The signer's certificate does not come from the authority that the stage names. */
  'chain',
] as const;
export type TimestampFault = (typeof TIMESTAMP_FAULTS)[number];

/** An answer that proves nothing. The message is what is wrong, and never what the authority wrote. */
export class TimestampRefused extends Error {
  override readonly name = 'TimestampRefused';
  readonly fault: TimestampFault;

  constructor(fault: TimestampFault, options?: ErrorOptions) {
    super(`a timestamp is refused: ${fault}`, options);
    this.fault = fault;
  }
}
