import type { Service } from '../../functions/provider/services.ts';
import type { DueFunction } from '../shared/due-function.ts';

type StepName =
  | 'checkValidity'
  | 'awaitReview'
  | 'compileScope'
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

/** The step that reads a service, called as its function is. */
export type ReadStep = `read-${Service}`;
export const readStep = (service: Service): ReadStep => `read-${service}`;

/** The functions behind the states. */
export type Steps = Readonly<Record<StepName | ReadStep, DueFunction>> & {
  /** Absent: the stage names no timestamp authority. */
  readonly timestamp?: DueFunction;
};
