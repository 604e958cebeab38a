import { Duration } from 'aws-cdk-lib';
import { JitterType, type RetryProps } from 'aws-cdk-lib/aws-stepfunctions';

/**
 * Lambda itself could not run the function now. Waits of at most 2 + 4 + 8 + 16 + 32 + 60 s: two minutes.
 * The names are those of AWS's best practices for Step Functions with Lambda.
 */
export const LAMBDA_IS_BUSY: RetryProps = {
  errors: [
    'Lambda.ServiceException',
    'Lambda.AWSLambdaException',
    'Lambda.SdkClientException',
    'Lambda.TooManyRequestsException',
  ],
  interval: Duration.seconds(2),
  backoffRate: 2,
  maxAttempts: 6,
  maxDelay: Duration.seconds(60),
  jitterStrategy: JitterType.FULL,
};

/**
 * Our own code says that another try may help: a throttled table, a dependency that errs in passing.
 * Waits of at most 1 + 2 + 4 + 8 + 16 s: half a minute. Every other error of ours stays one however often it is tried.
 */
export const ANOTHER_TRY_MAY_HELP: RetryProps = {
  errors: ['StoreBusy', 'TransientFault'],
  interval: Duration.seconds(1),
  backoffRate: 2,
  maxAttempts: 5,
  jitterStrategy: JitterType.FULL,
};
