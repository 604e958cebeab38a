import { ledgersOf } from '../ledger/dynamodb-ledgers.ts';
import { ServiceEnv } from '../ledger/ledgers.env.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { stepHandler } from '../shared/step-handler.ts';
import { StepInput } from '../workflow/step.schema.ts';
import { planNotice } from './plan-notice.ts';

const env = ServiceEnv.parse(process.env);
const deps = { ...ledgersOf(documentClient(), env), clock: systemClock };

export const handler = stepHandler(StepInput, (input) => planNotice(input, deps));
