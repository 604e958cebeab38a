/** An error as an AWS service would answer it; each protocol renders it in its own shape. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;
  readonly status: number;
  /** Further members of the error's body, by their wire names. */
  readonly details: Readonly<Record<string, string>>;

  constructor(code: string, message: string, { status = 400, ...details }: AwsErrorOptions = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.details = details.details ?? {};
  }
}

type AwsErrorOptions = {
  readonly status?: number;
  readonly details?: Readonly<Record<string, string>>;
};

export const validation = (message: string): AwsError => new AwsError('ValidationException', message);
