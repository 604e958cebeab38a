import { SFNClient } from '@aws-sdk/client-sfn';
import { ledgersOf } from '../ledger/dynamodb-ledgers.ts';
import { dynamoLimitStore } from '../ledger/dynamodb-limit.store.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { deskClocks } from '../validity/decide/desk-clocks.ts';
import { loadRulebookFile } from '../validity/rulebook-file.ts';
import { ordinaryStartsOf } from '../workflow/lane.env.ts';
import { sfnExecutionLook, sfnExecutionStarter, sfnTaskAnswer } from '../workflow/sfn-executions.ts';
import { Env } from './sweep.env.ts';
import { sweep } from './sweep.ts';

const env = Env.parse(process.env);
const sfn = new SFNClient({});
const documents = documentClient();
const deps = {
  ...ledgersOf(documents, env),
  lane: { limits: dynamoLimitStore(documents, env.WORK_TABLE), ordinaryStarts: ordinaryStartsOf(env) },
  clocks: deskClocks(loadRulebookFile()),
  tasks: sfnTaskAnswer(sfn),
  executions: {
    ...sfnExecutionStarter(sfn, env.STATE_MACHINE_ARN),
    ...sfnExecutionLook(sfn, env.STATE_MACHINE_ARN),
  },
  clock: systemClock,
};

/** Runs on a schedule; the event says nothing. */
export const handler = () => sweep(deps);
