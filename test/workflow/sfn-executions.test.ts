import { SFNClient } from '@aws-sdk/client-sfn';
import { isPassing } from '../../functions/shared/is-passing.ts';
import {
  sfnExecutionLook,
  sfnExecutionStarter,
  sfnTaskAnswer,
} from '../../functions/workflow/sfn-executions.ts';
import {
  type AwsEndpoint,
  json,
  jsonError,
  saidIn,
  startAwsEndpoint,
  thrownBy,
} from '../kit/aws-endpoint.ts';

const MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:demands:live';

describe('executions of Step Functions', () => {
  let aws: AwsEndpoint;
  let sfn: SFNClient;
  beforeAll(async () => {
    aws = await startAwsEndpoint();
    sfn = new SFNClient(aws.client);
  });
  afterAll(async () => {
    sfn.destroy();
    await aws.stop();
  });
  const start = () => sfnExecutionStarter(sfn, MACHINE).start('d-1');
  const answer = () =>
    sfnTaskAnswer(sfn).answer('token-1', { demandId: 'd-1', round: 2, decision: 'approve' });

  it('are named after their demand and carry nothing but its id and round', async () => {
    aws.answers(json({ executionArn: 'arn', startDate: 1 }));
    await start();
    expect(aws.sent[0]?.headers['x-amz-target']).toBe('AWSStepFunctions.StartExecution');
    expect(saidIn(aws.sent[0])).toEqual({
      stateMachineArn: MACHINE,
      name: 'd-1',
      input: '{"demandId":"d-1","round":1}',
    });
  });

  it('of what a person took up are named after that, and say in which round, and that it was refused', async () => {
    aws.answers(json({ executionArn: 'arn', startDate: 1 }));
    await sfnExecutionStarter(sfn, MACHINE).start('d-1', { number: 17, round: 2, decision: 'refuse' });
    expect(saidIn(aws.sent[0])).toEqual({
      stateMachineArn: MACHINE,
      name: 'd-1-resumed-17',
      input: '{"demandId":"d-1","round":2,"decision":"refuse"}',
    });
  });

  it('of what died are named after the event that tells of it', async () => {
    aws.answers(json({ executionArn: 'arn', startDate: 1 }));
    await sfnExecutionStarter(sfn, MACHINE).start('d-1', { number: 18, round: 2, isRestart: true });
    expect(saidIn(aws.sent[0])).toEqual({
      stateMachineArn: MACHINE,
      name: 'd-1-again-18',
      input: '{"demandId":"d-1","round":2}',
    });
  });

  it.each([MACHINE, MACHINE.replace(':live', '')])('are looked at by their names, of %s', async (machine) => {
    aws.answers(json({ status: 'TIMED_OUT', executionArn: 'arn', startDate: 1 }));
    const look = sfnExecutionLook(sfn, machine).look;
    expect(await look('d-1', { number: 18, round: 2, isRestart: true })).toBe('TIMED_OUT');
    expect(aws.sent[0]?.headers['x-amz-target']).toBe('AWSStepFunctions.DescribeExecution');
    expect(saidIn(aws.sent[0])).toEqual({
      executionArn: 'arn:aws:states:us-east-1:000000000000:execution:demands:d-1-again-18',
    });
  });

  it('are not there where nobody started them, and run while somebody redrives them', async () => {
    const { look } = sfnExecutionLook(sfn, MACHINE);
    aws.answers(jsonError(400, 'ExecutionDoesNotExist'));
    expect(await look('d-1')).toBe('NONE');
    aws.answers(json({ status: 'PENDING_REDRIVE', executionArn: 'arn', startDate: 1 }));
    expect(await look('d-1')).toBe('RUNNING');
  });

  it('are there when another start was before', async () => {
    aws.answers(jsonError(400, 'ExecutionAlreadyExists'));
    await start();
    expect(aws.sent).toHaveLength(1);
  });

  it('get what was decided, by the token of their wait', async () => {
    aws.answers(json({}));
    expect(await answer()).toBe('answered');
    expect(aws.sent[0]?.headers['x-amz-target']).toBe('AWSStepFunctions.SendTaskSuccess');
    expect(saidIn(aws.sent[0])).toEqual({
      taskToken: 'token-1',
      output: '{"demandId":"d-1","round":2,"decision":"approve"}',
    });
  });

  it.each(['TaskDoesNotExist', 'TaskTimedOut', 'InvalidToken'])(
    'are gone when they wait no more: %s',
    async (type) => {
      aws.answers(jsonError(400, type));
      expect(await answer()).toBe('gone');
    },
  );

  it.each([
    [400, 'ThrottlingException', true],
    [500, 'InternalFailure', true],
    [400, 'StateMachineDoesNotExist', false],
    [400, 'ExecutionLimitExceeded', false],
    [400, 'AccessDeniedException', false],
    [400, 'InvalidOutput', false],
  ])('are neither started nor gone after any other error: %s %s', async (status, type, passes) => {
    aws.answers(jsonError(status, type), jsonError(status, type));
    for (const error of [await thrownBy(start()), await thrownBy(answer())]) {
      expect(error).toMatchObject({ name: type });
      expect(isPassing(error)).toBe(passes);
    }
  });
});
