import { ledgersOf } from '../ledger/dynamodb-ledgers.ts';
import { dynamoLooks } from '../ledger/dynamodb-looks.ts';
import { ServiceEnv } from '../ledger/ledgers.env.ts';
import { systemClock } from '../shared/clock.ts';
import { documentClient } from '../shared/dynamodb.ts';
import { stepHandler } from '../shared/step-handler.ts';
import { deskClocks } from '../validity/decide/desk-clocks.ts';
import { secrecyTimes } from '../validity/decide/secrecy-times.ts';
import { loadRulebookFile } from '../validity/rulebook-file.ts';
import { StepInput } from '../workflow/step.schema.ts';
import { planNotice } from './plan-notice.ts';

const env = ServiceEnv.parse(process.env);
const documents = documentClient();
const ledger = ledgersOf(documents, env);
const look = dynamoLooks(documents, env, ledger.store, 'together');
const rulebook = loadRulebookFile();
const deps = {
  ...ledger,
  times: secrecyTimes(rulebook),
  clocks: deskClocks(rulebook),
  clock: systemClock,
};

export const handler = stepHandler(StepInput, (input) => planNotice(input, { ...deps, store: look() }));
