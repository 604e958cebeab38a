import { traceAttempt } from './attempts.ts';
import { type Answering, handlerOf } from './public-api.ts';

export { answering } from './public-api.ts';

/** A Lambda handler of routes for whom the authorizer lets in: attempts at what is another's to do leave their trace. */
export const apiHandler = (...answered: readonly Answering[][]) => handlerOf(answered.flat(), traceAttempt);
