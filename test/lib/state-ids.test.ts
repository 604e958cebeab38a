import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { assemblyOf, resourcesOf, type StageName, stackNames, stackOf, templateOf } from './templates.ts';

/** What a changed logical id does to a resource of each type, beside being made anew. */
const HOLDS: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::RestApi': 'its address changes, and every authority has the old one',
  'AWS::Cognito::UserPool': 'nobody can sign in: the new pool is empty',
  'AWS::Cognito::UserPoolClient': 'every program that signs in has the old id',
  'AWS::Cognito::UserPoolDomain': 'the page to sign in at moves, and while it does nobody signs in',
  'AWS::Cognito::UserPoolGroup': 'its people lose the role',
  'AWS::DynamoDB::Table':
    'the service goes on with an empty table; the data stays behind in prod and is gone in dev',
  'AWS::Events::EventBus': "rules of the provider's own systems hear nothing more",
  'AWS::Lambda::Alias': 'demands in flight call it by its old name, and fail: docs/adr/0012',
  'AWS::KMS::Key': 'what it encrypted or signed cannot be read or checked with the new one',
  'AWS::S3::Bucket':
    'the service goes on with an empty bucket; the objects stay behind in prod and are gone in dev',
  'AWS::StepFunctions::StateMachine': 'demands that wait in the old one are lost to it, and are begun again',
};
const LIST = join(import.meta.dirname, 'state-ids.txt');
/** The aliases that a definition names, in whichever stack they stand. */
function stepsOf(stage: StageName): ReadonlySet<string> {
  const machines = JSON.stringify(resourcesOf(templateOf(stage), 'AWS::StepFunctions::StateMachine'));
  return new Set([...machines.matchAll(/"Ref":"(\w+)"/g)].map(([, id = '']) => id));
}

const held = (type: string, id: string, steps: ReadonlySet<string>) =>
  type === 'AWS::Lambda::Alias'
    ? steps.has(id)
    : type in HOLDS || (type === 'AWS::IAM::Role' && /SealRole|^LogLogRole/.test(id));

function idsOf(stage: StageName): string[] {
  const steps = stepsOf(stage);
  return stackNames(stage).flatMap((stack) =>
    Object.entries(stackOf(assemblyOf(stage), stack).Resources)
      .filter(([id, { Type }]) => held(Type, id, steps))
      .map(([id, { Type }]) => `${stack}  ${Type}  ${id}`)
      .sort(),
  );
}

it('the logical id of what holds state never changes', () => {
  const frozen = readFileSync(LIST, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const now = (['dev', 'prod'] as const).flatMap(idsOf);
  const gone = frozen
    .filter((line) => !now.includes(line))
    .map(
      (line) =>
        `${line}\n  is gone. CloudFormation would replace it: ${HOLDS[line.split('  ')[1] ?? ''] ?? 'its key refuses the new one'}.`,
    );
  const come = now.filter((line) => !frozen.includes(line)).map((line) => `${line}\n  is new.`);
  const advice =
    "Keep the ids of constructs and stacks as they were. A store that is new, and takes no other's place, is its line above in test/lib/state-ids.txt. What is truly meant to go leaves that file, and the changelog says how deployments get over it.";
  if (gone.length + come.length > 0) throw new Error([...gone, ...come, advice].join('\n'));
  expect(now).toHaveLength(frozen.length);
});
