import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { AccountStack } from '../lib/account-stack.ts';
import { checkedApp } from '../lib/checked-app.ts';
import { ServiceStack } from '../lib/service-stack.ts';
import { StateStack } from '../lib/state-stack.ts';
import { deploymentOf } from './deployment.ts';
import { stageNamed } from './stages.ts';

// The CDK's command line hands over cdk.json's context and its own `-c`; `node bin/due-process.ts -c stage=prod` must
// come to the same templates without it.
const { context: flags } = JSON.parse(readFileSync(new URL('../cdk.json', import.meta.url), 'utf8'));
const { values } = parseArgs({
  options: { context: { type: 'string', short: 'c', multiple: true, default: [] } },
});
const given = Object.fromEntries(values.context.map((pair) => pair.split(/=(.*)/s, 2)));

const app = checkedApp({
  context: { ...flags, ...given },
  outdir: process.env.CDK_OUTDIR ?? 'cdk.out',
});
const context = (name: string): string | undefined => app.node.tryGetContext(name);
const stage = stageNamed(context('stage') ?? 'dev');
const deployment = deploymentOf(stage, context);

new AccountStack(app, 'DueProcess-Account', deployment);
const state = new StateStack(app, `DueProcess-${stage.name}-State`, { ...deployment, stage });
new ServiceStack(app, `DueProcess-${stage.name}`, { ...deployment, stage, state });
app.synth();
