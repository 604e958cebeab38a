import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Attempt } from './attempt.schema.ts';
import type { AttemptStore } from './attempt.store.ts';
import { Env } from './attempts.env.ts';
import type { Circle } from './attempts.table.ts';
import { type Clock, systemClock } from './clock.ts';
import { documentClient } from './dynamodb.ts';
import { dynamoAttemptStore } from './dynamodb-attempt.store.ts';
import { logError, logInfo } from './logger.ts';
import { AuthorizerContext, ROLES } from './principal.ts';
import { Problem } from './problem.ts';
import { ATTEMPTS } from './problems.ts';

export type AttemptDeps = { store: AttemptStore; clock: Clock };

/** What ids of demands look like: nothing else that a path holds is kept. */
const DEMAND_ID = /^[a-z]-[0-9a-hjkmnp-tv-z]{26}$/;
const CLEARED_ID = 'c-';
const CLEARED_PATH = '/cleared/';

/**
 * Writes down who tried what, where a request ends in a refusal that separation asks for. The answer is the same with or
 * without it: who is refused learns nothing of the trace, and a trace that cannot be written is logged.
 */
export async function traceAttempt(
  error: unknown,
  event: APIGatewayProxyEvent,
  deps: () => AttemptDeps = ofEnvironment,
): Promise<void> {
  if (!(error instanceof Problem) || !ATTEMPTS.includes(error.key)) return;
  const route = `${event.httpMethod} ${event.resource}`;
  logInfo('ATTEMPT_REFUSED', { rule: error.key, route });
  try {
    const { store, clock } = deps();
    const attempt = attemptOf(error, event, clock().toISOString());
    if (attempt) await store.add({ ...attempt, route }, circleOf(attempt, event));
  } catch (fault) {
    logError('ATTEMPT_NOT_RECORDED', fault);
  }
}

function attemptOf(
  { key }: Problem,
  { requestContext, pathParameters }: APIGatewayProxyEvent,
  at: string,
): Omit<Attempt, 'route'> | undefined {
  const { authorizer, requestId = 'unknown' } = requestContext ?? {};
  const caller = AuthorizerContext.safeParse(authorizer);
  // Whom the authorizer did not let in has no name.
  if (!caller.success) return undefined;
  const { subject, roles, authorityId } = caller.data;
  const id = pathParameters?.id ?? '';
  return {
    at,
    requestId,
    subject,
    role: ROLES.filter((role) => roles.split(',').includes(role)).join(','),
    ...(authorityId ? { authorityId } : {}),
    ...(DEMAND_ID.test(id) ? { demandId: id } : {}),
    rule: key,
  };
}

/** How many demands cleared people work on is itself secret, and so is what is tried there. */
const circleOf = ({ demandId }: Omit<Attempt, 'route'>, { resource }: APIGatewayProxyEvent): Circle =>
  demandId?.startsWith(CLEARED_ID) || resource.startsWith(CLEARED_PATH) ? 'cleared' : 'attempts';

let ownDeps: AttemptDeps | undefined;

/** The table that infrastructure gives to every function which answers whom the authorizer let in. */
function ofEnvironment(): AttemptDeps {
  if (!ownDeps) {
    const { ATTEMPTS_TABLE, ATTEMPT_DAYS } = Env.parse(process.env);
    const table = { tableName: ATTEMPTS_TABLE, days: Number(ATTEMPT_DAYS) };
    ownDeps = { store: dynamoAttemptStore(documentClient(), table), clock: systemClock };
  }
  return ownDeps;
}
