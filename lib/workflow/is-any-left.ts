import { Condition } from 'aws-cdk-lib/aws-stepfunctions';

/** Whether a step that is done part by part asks to be called again. */
export const isAnyLeft = (): Condition =>
  Condition.and(Condition.isPresent('$.left'), Condition.booleanEquals('$.left', true));
