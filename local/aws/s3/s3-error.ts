import { AwsError } from '../aws-error.ts';

export const noSuchKey = (key: string): AwsError =>
  new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404, details: { Key: key } });

export const noSuchVersion = (): AwsError =>
  new AwsError('NoSuchVersion', 'The specified version does not exist.', { status: 404 });

export const preconditionFailed = (condition: string): AwsError =>
  new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    status: 412,
    details: { Condition: condition },
  });

export const accessDenied = (message: string): AwsError =>
  new AwsError('AccessDenied', message, { status: 403 });

export const invalidRequest = (message: string): AwsError => new AwsError('InvalidRequest', message);
