import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkedApp } from '../lib/checked-app.ts';
import { ServiceStack } from '../lib/service-stack.ts';
import { stageNamed } from './stages.ts';

// The CDK's command line hands over cdk.json's context and its own `-c`; `node bin/due-process.ts -c stage=prod` must
// come to the same template without it.
const { context: flags } = JSON.parse(readFileSync(new URL('../cdk.json', import.meta.url), 'utf8'));
const { values } = parseArgs({
  options: { context: { type: 'string', short: 'c', multiple: true, default: [] } },
});
const given = Object.fromEntries(values.context.map((pair) => pair.split(/=(.*)/s, 2)));

const app = checkedApp({
  context: { ...flags, ...given },
  outdir: process.env.CDK_OUTDIR ?? 'cdk.out',
});
const stage = stageNamed(String(app.node.tryGetContext('stage') ?? 'dev'));
new ServiceStack(app, `DueProcess-${stage.name}`, { stage });
app.synth();
