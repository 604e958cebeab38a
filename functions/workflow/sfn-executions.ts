import {
  ExecutionAlreadyExists,
  InvalidToken,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { ExecutionStarter, TaskAnswer } from './executions.ts';
import type { StepInput } from './step.schema.ts';

/** Executions are named after their demand, and after what took it up again, so a second start finds the first. */
export function sfnExecutionStarter(sfn: SFNClient, stateMachineArn: string): ExecutionStarter {
  return {
    start: async (demandId, again) => {
      const { number, ...how } = again ?? { round: 1 };
      const name = number === undefined ? demandId : `${demandId}-resumed-${number}`;
      const input: StepInput = { demandId, ...how };
      try {
        await sfn.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
      } catch (error) {
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
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
