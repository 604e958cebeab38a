import {
  type ContextEntry,
  IAMClient,
  type IAMClientConfig,
  paginateSimulatePrincipalPolicy,
} from '@aws-sdk/client-iam';
import {
  type FunctionConfiguration,
  LambdaClient,
  type LambdaClientConfig,
  paginateListAliases,
  paginateListFunctions,
} from '@aws-sdk/client-lambda';
import { InputError } from '../input-file.ts';
import type { Denial } from './denials.ts';
import { grantSession } from './grant-session.ts';
import type { Place } from './place.ts';
import { type Deployed, placeOf, type World } from './world.ts';

/** The simulator is slow, and asked often. */
const PATIENT = { retryMode: 'adaptive', maxAttempts: 10 };

/** A stage in the account of the credentials at hand. Functions' roles are simulated by IAM itself; nothing is sent. */
export async function openAccount(
  stage: string,
  probeRole?: string,
  client: LambdaClientConfig & IAMClientConfig = PATIENT,
): Promise<Place> {
  const lambda = new LambdaClient(client);
  const iam = new IAMClient(client);
  const world: Deployed[] = [];
  for await (const page of paginateListFunctions({ client: lambda }, {}))
    for (const found of page.Functions ?? [])
      if (isOurs(found, stage)) world.push(await deployedOf(found, lambda));
  if (world.length === 0)
    throw new InputError(`No functions of the stage ${stage} are in this account and region.`);
  return {
    world,
    allowed: async (fn, denials) => {
      const decisions = new Map<string, boolean>();
      for (const group of groupsOf(denials)) await simulate(iam, { fn, group, decisions });
      return denials.map((denial) => {
        const decision = decisions.get(nameOf(denial));
        // What IAM did not answer is not taken for a denial.
        if (decision === undefined)
          throw new Error(`IAM says nothing of ${denial.action} ${denial.resource}`);
        return decision;
      });
    },
    how: () => 'simulated',
    openSession: async () => (probeRole === undefined ? undefined : sessionOf(world, probeRole)),
    close: () => {
      lambda.destroy();
      iam.destroy();
    },
  };
}

const sessionOf = (world: World, roleArn: string) =>
  grantSession(world, roleArn, { region: placeOf(world).region });

const isOurs = ({ FunctionName = '', Description = '' }: FunctionConfiguration, stage: string) =>
  FunctionName.startsWith(`DueProcess-${stage}-`) && /^[a-z]+\/[a-z-]+$/.test(Description);

async function deployedOf(found: FunctionConfiguration, client: LambdaClient): Promise<Deployed> {
  const { FunctionName: name = '', FunctionArn: arn = '', Role: roleArn = '' } = found;
  const aliases: string[] = [];
  for await (const page of paginateListAliases({ client }, { FunctionName: name }))
    for (const { Name } of page.Aliases ?? []) if (Name) aliases.push(Name);
  return {
    handler: found.Description ?? '',
    name,
    arn,
    roleArn,
    aliases,
    variables: found.Environment?.Variables ?? {},
  };
}

const nameOf = ({ action, resource, context }: Denial) => `${action} ${resource} ${JSON.stringify(context)}`;

/** Requests of one service that say the same of themselves: IAM tries all actions on all resources at once. */
function groupsOf(denials: readonly Denial[]): Denial[][] {
  const groups = new Map<string, Denial[]>();
  for (const denial of denials) {
    const name = `${denial.action.split(':')[0]} ${JSON.stringify(denial.context)}`;
    groups.set(name, [...(groups.get(name) ?? []), denial]);
  }
  return [...groups.values()];
}

type Simulation = { fn: Deployed; group: readonly Denial[]; decisions: Map<string, boolean> };

async function simulate(client: IAMClient, { fn, group, decisions }: Simulation): Promise<void> {
  const { context = {} } = group[0] ?? {};
  const entries = Object.entries(context).map(
    ([name, values]): ContextEntry => ({
      ContextKeyName: name,
      ContextKeyType: values.length > 1 || /leadingkeys|attributes/.test(name) ? 'stringList' : 'string',
      ContextKeyValues: [...values],
    }),
  );
  const decide = (action: string, resource: string, decision: string | undefined) =>
    decisions.set(`${action} ${resource} ${JSON.stringify(context)}`, decision === 'allowed');
  const pages = paginateSimulatePrincipalPolicy(
    { client },
    {
      PolicySourceArn: fn.roleArn,
      ActionNames: [...new Set(group.map(({ action }) => action))],
      ResourceArns: [...new Set(group.map(({ resource }) => resource))],
      ContextEntries: entries,
    },
  );
  for await (const { EvaluationResults = [] } of pages)
    for (const {
      EvalActionName: action = '',
      EvalResourceName,
      EvalDecision,
      ResourceSpecificResults,
    } of EvaluationResults) {
      if (ResourceSpecificResults?.length)
        for (const one of ResourceSpecificResults)
          decide(action, one.EvalResourceName ?? '', one.EvalResourceDecision);
      else decide(action, EvalResourceName ?? '', EvalDecision);
    }
}
