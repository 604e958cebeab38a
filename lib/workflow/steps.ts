import type { DueFunction } from '../shared/due-function.ts';

type StepName =
  | 'checkValidity'
  | 'awaitReview'
  | 'compileScope'
  | 'readMail'
  | 'readMessages'
  | 'readCalls'
  | 'readFiles'
  | 'readSubscribers'
  | 'readSessions'
  | 'checkHarvest'
  | 'seal'
  | 'awaitRelease'
  | 'deliver'
  | 'planNotice'
  | 'refuse'
  | 'sendElsewhere'
  | 'preserve'
  | 'close'
  | 'recordFailure';

/** The functions behind the states. */
export type Steps = Readonly<Record<StepName, DueFunction>>;
