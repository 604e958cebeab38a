/** What a connector's server did against the protocol. No message holds anything of an account, of a record or of the secret. */
export type HttpRule =
  | 'address'
  | 'status'
  | 'redirect'
  | 'content-type'
  | 'encoding'
  | 'unreachable'
  | 'too-slow'
  | 'cut-off'
  | 'line-too-long'
  | 'not-utf-8'
  | 'not-json'
  | 'bad-line'
  | 'no-end'
  | 'after-end'
  | 'wrong-count'
  | 'blob-address'
  | 'blob-size';

/** Faults that may be over at the next try. */
const PASSING: readonly HttpRule[] = ['unreachable', 'too-slow', 'cut-off'];

/** Ends a retrieval: a server that breaks the protocol has not said what there is. */
export class ConnectorServerFault extends Error {
  override readonly name = 'ConnectorServerFault';
  readonly rule: HttpRule;
  /** There where another try may help, as the contract has it. */
  readonly $retryable: { throttling: boolean } | undefined;

  constructor(rule: HttpRule, what: string, status = 0) {
    super(`${rule}: ${what}`);
    this.rule = rule;
    const isPassing = PASSING.includes(rule) || status >= 500 || status === 429;
    this.$retryable = isPassing ? { throttling: status === 429 } : undefined;
  }
}

/** The bytes of one record cannot be had: its name is the contract's, by which the record is set aside. */
export class BlobWithheld extends Error {
  constructor(status: 403 | 404 | 410) {
    super(`The connector's server answered ${status} for the bytes of a record.`);
    this.name = status === 403 ? 'AccessDenied' : 'NoSuchKey';
  }
}
