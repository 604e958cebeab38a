/** A failed task, by the name that Retry and Catch look for; the message is what Step Functions calls the cause. */
export class TaskFailure extends Error {
  override readonly name: string;
  /** Read by the interpreter: what exceeds a quota can neither be retried nor caught. */
  readonly isRetryable: boolean;
  readonly isCatchable: boolean;

  constructor(name: string, cause: string, { final = false }: { readonly final?: boolean } = {}) {
    super(cause);
    this.name = name;
    this.isRetryable = !final;
    this.isCatchable = !final;
  }
}
