import { Duration } from 'aws-cdk-lib';
import { JitterType, type RetryProps } from 'aws-cdk-lib/aws-stepfunctions';

/** What a dependency may be away for without failing a demand. */
const AWAY = Duration.minutes(10);

/**
 * Waits of up to 2, 4, 8, 16, 32, and then 60 s, each of a length by chance: many demands that were stopped at once must not
 * come back at once.
 */
const WAITS = {
  interval: Duration.seconds(2),
  backoffRate: 2,
  maxDelay: Duration.seconds(60),
  jitterStrategy: JitterType.FULL,
} as const;

/**
 * Our own code says that another try may help: a throttled table, a dependency that errs in passing. 40 waits are 18 minutes
 * on average and 36 at most; of a million rows of them two are shorter than ten. Every other error of ours stays
 * one however often it is tried.
 */
export const ANOTHER_TRY_MAY_HELP: RetryProps = {
  ...WAITS,
  errors: ['StoreBusy', 'TransientFault'],
  maxAttempts: 40,
};

/**
 * Lambda itself could not run the function now. 100 waits are 48 minutes on average: a new account may run ten functions at
 * once, and a flood of demands takes that long. The names are those of AWS's best practices for Step Functions with Lambda.
 */
export const LAMBDA_IS_BUSY: RetryProps = {
  ...WAITS,
  errors: [
    'Lambda.ClientExecutionTimeoutException',
    'Lambda.ServiceException',
    'Lambda.AWSLambdaException',
    'Lambda.SdkClientException',
    'Lambda.TooManyRequestsException',
  ],
  maxAttempts: 100,
};

/**
 * The function was not done when its time was over, as behind a store that does not answer, or its process ended. A try that
 * takes all of its time is a wait itself: as many as outlast the ten minutes, and two more. Steps go on where they were.
 * @param timeout of the function
 */
export const notRunToItsEnd = (timeout: Duration): RetryProps => ({
  ...WAITS,
  errors: ['Sandbox.Timedout', 'Lambda.Unknown', 'Runtime.ExitError', 'Runtime.OutOfMemory'],
  maxAttempts: Math.ceil(AWAY.toSeconds() / timeout.toSeconds()) + 2,
});
