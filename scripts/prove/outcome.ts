export type Verdict = 'allowed' | 'denied';

/** What was tried, as whom, what was expected and what came. */
export type Outcome = {
  tried: string;
  as: string;
  expected: Verdict;
  came: Verdict;
  /** `sent`: the service itself answered. `simulated`: by policies alone. */
  how: 'sent' | 'simulated';
  /** Those for whom it came otherwise than expected. */
  who?: readonly string[];
};

export const isAsExpected = ({ expected, came }: Outcome) => expected === came;

/** A line of each, with what is wrong set apart. */
export const tableOf = (outcomes: readonly Outcome[]): string[] =>
  outcomes.map((outcome) => {
    const { tried, as, expected, came, how, who = [] } = outcome;
    const mark = isAsExpected(outcome) ? 'ok   ' : 'WRONG';
    return `${mark} ${came.padEnd(7)} (expected ${expected}, ${how})  ${tried}  as ${who.length > 0 ? who.join(', ') : as}`;
  });

/** What AWS calls it when it refuses. Whatever else it answers, it let the request in. */
const REFUSED = /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|KMS\.?AccessDenied.*)$/;

/** What came of a request. @throws what says nothing about rights: a throttled call, a broken connection, a bad signature */
export async function verdictOf(send: () => Promise<unknown>): Promise<Verdict> {
  try {
    await send();
    return 'allowed';
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (REFUSED.test(name)) return 'denied';
    if (ANSWERED.has(name)) return 'allowed';
    throw error;
  }
}

/** Answers of a service that got past its rights. */
const ANSWERED: ReadonlySet<string> = new Set([
  'ConditionalCheckFailedException',
  'ExecutionAlreadyExists',
  'ExecutionDoesNotExist',
  'InvalidSignatureKeyUsageException',
  'NoSuchKey',
  'NotFound',
  'NotFoundException',
  'PreconditionFailed',
  'ResourceNotFoundException',
  'TransactionCanceledException',
  'ValidationException',
]);
