import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { ledgerOf } from '../ledger/dynamodb-ledgers.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { stepHandler } from '../shared/step-handler.ts';
import { StepInput } from '../workflow/step.schema.ts';
import { Env } from './timestamp.env.ts';
import { timestamp } from './timestamp.ts';
import { certificatesOf } from './timestamps/certificate-chain.ts';
import { httpTimestampAuthority } from './timestamps/http-timestamp-authority.ts';

const env = Env.parse(process.env);
const deps = {
  ...ledgerOf(documentClient(), env),
  authority: httpTimestampAuthority(env.TIMESTAMP_URL),
  known: certificatesOf(env.TIMESTAMP_CA),
  chance: () => randomBytes(16),
  wait: async (ms: number) => wait(ms, undefined),
  clock: systemClock,
};

export const handler = stepHandler(StepInput, (input) => timestamp(input, deps));
