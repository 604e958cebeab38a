export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';

export const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;

/** What AWS fills in by itself; StackId and StackName depend on the stack. */
export const pseudoParameters = (stackName: string): Record<string, string> => ({
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::Region': REGION,
  'AWS::StackId': arn('cloudformation', `stack/${stackName}/00000000-0000-0000-0000-000000000000`),
  'AWS::StackName': stackName,
  'AWS::URLSuffix': 'amazonaws.com',
});
