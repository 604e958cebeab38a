import { App, Stack } from 'aws-cdk-lib';
import { ReadingRole } from './reading-role.ts';

/** A stack of the account 111122223333, where the mail of the sample's entry in docs is kept. */
export function readingStack(app: App): Stack {
  const stack = new Stack(app, 'DueProcessReader', {
    env: { account: '111122223333', region: 'eu-west-1' },
  });
  new ReadingRole(stack, 'Mail', {
    retrievalRoleArn: 'arn:aws:iam::444455556666:role/DueProcess-prod-ServiceRetrievalRole-EXAMPLE',
    roleName: 'due-process-mail-reader',
    externalId: 'due-process-mail-7Q2W',
    service: 'mail',
    tables: ['arn:aws:dynamodb:eu-west-1:111122223333:table/mail-index'],
    buckets: ['arn:aws:s3:::mail-bytes'],
    keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    vpcId: 'vpc-0a1b2c3d',
  });
  return stack;
}

if (import.meta.main) {
  const app = new App();
  readingStack(app);
  app.synth();
}
