import { answering, apiHandler } from '../shared/api.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { dynamoAttemptStore } from '../shared/dynamodb-attempt.store.ts';
import { Env } from './list-attempts.env.ts';
import { listAttemptsRoute } from './list-attempts.route.ts';
import { listAttempts } from './list-attempts.ts';

const env = Env.parse(process.env);
const table = { tableName: env.ATTEMPTS_TABLE, days: Number(env.ATTEMPT_DAYS) };
const deps = { store: dynamoAttemptStore(documentClient(), table), clock: systemClock, circle: env.CIRCLE };

export const handler = apiHandler(
  answering(listAttemptsRoute, async ({ query }) => ({ status: 200, json: await listAttempts(query, deps) })),
);
