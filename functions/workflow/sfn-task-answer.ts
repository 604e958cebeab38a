import {
  InvalidToken,
  SendTaskSuccessCommand,
  type SFNClient,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { TaskAnswer } from './task-answer.ts';

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
