import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  InvalidToken,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { Again, ExecutionLook, ExecutionStarter, TaskAnswer } from './executions.ts';
import type { StepInput } from './step.schema.ts';

/** Executions are named after their demand, and after what took it up again, so a second start finds the first. */
export function sfnExecutionStarter(sfn: SFNClient, stateMachineArn: string): ExecutionStarter {
  return {
    start: async (demandId, again) => {
      const { round = 1, decision } = again ?? {};
      const input: StepInput = { demandId, round, ...(decision ? { decision } : {}) };
      const name = nameOf(demandId, again);
      try {
        await sfn.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
      } catch (error) {
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
    },
  };
}

const nameOf = (demandId: string, again: Again | undefined) =>
  again ? `${demandId}-${again.isRestart ? 'again' : 'resumed'}-${again.number}` : demandId;

/** @param stateMachineArn of the machine, or of an alias of it: executions are of the machine */
export function sfnExecutionLook(sfn: SFNClient, stateMachineArn: string): ExecutionLook {
  const [arn, partition, service, region, account, , machine] = stateMachineArn.split(':');
  const beginning = [arn, partition, service, region, account, 'execution', machine].join(':');
  return {
    look: async (demandId, again) => {
      const executionArn = `${beginning}:${nameOf(demandId, again)}`;
      try {
        const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
        // Somebody redrives it.
        return status === undefined || status === 'PENDING_REDRIVE' ? 'RUNNING' : status;
      } catch (error) {
        if (error instanceof ExecutionDoesNotExist) return 'NONE';
        throw error;
      }
    },
  };
}

export function sfnTaskAnswer(sfn: SFNClient): TaskAnswer {
  return {
    answer: async (taskToken, output) => {
      try {
        await sfn.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));
        return 'answered';
      } catch (error) {
        if (
          error instanceof TaskDoesNotExist ||
          error instanceof TaskTimedOut ||
          error instanceof InvalidToken
        )
          return 'gone';
        throw error;
      }
    },
  };
}
