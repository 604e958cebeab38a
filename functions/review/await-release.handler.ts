import { SFNClient } from '@aws-sdk/client-sfn';
import { ledgersOf } from '../ledger/dynamodb-ledgers.ts';
import { ServiceEnv } from '../ledger/ledgers.env.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { stepHandler } from '../shared/step-handler.ts';
import { deskClocks } from '../validity/decide/desk-clocks.ts';
import { loadRulebookFile } from '../validity/rulebook-file.ts';
import { sfnTaskAnswer } from '../workflow/sfn-executions.ts';
import { WaitInput } from '../workflow/step.schema.ts';
import { awaitRelease } from './await-release.ts';

const env = ServiceEnv.parse(process.env);
const deps = {
  ...ledgersOf(documentClient(), env),
  tasks: sfnTaskAnswer(new SFNClient({})),
  clock: systemClock,
  clocks: deskClocks(loadRulebookFile()),
};

export const handler = stepHandler(WaitInput, (input) => awaitRelease(input, deps));
