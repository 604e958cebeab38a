import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { ExecutionStarter } from './execution.starter.ts';
import type { StepInput } from './step.schema.ts';

/** Executions are named after their demand, so a second start finds the first. */
export function sfnExecutionStarter(sfn: SFNClient, stateMachineArn: string): ExecutionStarter {
  return {
    start: async (demandId) => {
      const input: StepInput = { demandId, round: 1 };
      try {
        await sfn.send(
          new StartExecutionCommand({ stateMachineArn, name: demandId, input: JSON.stringify(input) }),
        );
      } catch (error) {
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
    },
  };
}
