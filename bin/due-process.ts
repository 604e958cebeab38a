import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ELSEWHERE } from '../functions/provider/services.ts';
import { AccountStack } from '../lib/account-stack.ts';
import { AnswersStack } from '../lib/answers-stack.ts';
import { checkedApp } from '../lib/checked-app.ts';
import { LedgerStack } from '../lib/ledger-stack.ts';
import { NetworkStack } from '../lib/network-stack.ts';
import { placesOf } from '../lib/provider/places.ts';
import { ServiceStack } from '../lib/service-stack.ts';
import { StateStack } from '../lib/state-stack.ts';
import { TrailStack } from '../lib/trail-stack.ts';
import { WebStack } from '../lib/web-stack.ts';
import { deploymentOf, stageOf } from './deployment.ts';
import { stageNamed } from './stages.ts';

// The CDK's command line hands over cdk.json's context and its own `-c`; `node bin/due-process.ts -c stage=prod` must
// come to the same templates without it.
const { context: flags } = JSON.parse(readFileSync(new URL('../cdk.json', import.meta.url), 'utf8'));
const { context: pairs } = asked(() =>
  parseArgs({ options: { context: { type: 'string', short: 'c', multiple: true, default: [] } } }),
).values;
const given = Object.fromEntries(pairs.map((pair) => pair.split(/=(.*)/s, 2)));

const app = checkedApp({
  context: { ...flags, ...given },
  outdir: process.env.CDK_OUTDIR ?? 'cdk.out',
});
const context = (name: string): string | undefined => app.node.tryGetContext(name);
const { stage, deployment } = asked(() => {
  // Also where the sample provider stands for those stores: what is wrong is told when it is written.
  placesOf(ELSEWHERE);
  const chosen = stageOf(stageNamed(context('stage') ?? 'dev'), context);
  return { stage: chosen, deployment: deploymentOf(chosen, context) };
});

new AccountStack(app, 'DueProcess-Account', deployment);
const state = new StateStack(app, `DueProcess-${stage.name}-State`, { ...deployment, stage });
const ledger = new LedgerStack(app, `DueProcess-${stage.name}-Ledger`, { ...deployment, stage, state });
const answers = new AnswersStack(app, `DueProcess-${stage.name}-Answers`, {
  ...deployment,
  stage,
  state,
  ledger,
});
const { network } = stage.isolatesConnectors
  ? asked(() => new NetworkStack(app, `DueProcess-${stage.name}-Network`, { ...deployment, state }))
  : {};
const service = new ServiceStack(app, `DueProcess-${stage.name}`, {
  ...deployment,
  stage,
  state,
  ledger,
  answers,
  ...(network ? { network } : {}),
});
if (deployment.pages) new WebStack(app, `DueProcess-${stage.name}-Web`, { ...deployment, state, service });
const { trail } = state;
if (trail) new TrailStack(app, `DueProcess-${stage.name}-Trail`, { ...deployment, state, trail, service });
app.synth();

/** What was asked for; where it makes no sense, what to say instead, in a line. */
function asked<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    console.error(error instanceof Error ? error.message.split('\n', 1)[0] : error);
    process.exit(2);
  }
}
