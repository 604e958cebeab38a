import { Authorizer } from '../../local/iam/authorizer.ts';
import { readRoles } from '../../local/iam/roles.ts';
import { readAssembly } from '../../local/template/assembly.ts';
import { asObject, asString, type Json } from '../../local/template/json.ts';
import { modelStacks } from '../../local/template/stack-model.ts';
import type { Request } from './denials.ts';
import type { Deployed, World } from './world.ts';

/** A synthesized assembly as the laptop names it, and what its policies say. */
export type Assembled = {
  world: World;
  isAllowed(fn: Deployed, request: Request): boolean;
  roles: Authorizer;
};

/** Stacks ask for what only a deployment knows: any value will do here. */
const ANY = 'named-by-the-deployment';

export function assembled(folder: string): Assembled {
  const { stacks } = readAssembly(folder);
  const names = stacks.flatMap(({ template }) =>
    Object.entries(template.parameters).flatMap(([name, { default: preset }]) =>
      preset === undefined ? [name] : [],
    ),
  );
  const stack = modelStacks({
    stacks,
    parameters: Object.fromEntries(names.map((name) => [name, `${ANY}-${name}`.toLowerCase()])),
    endpoint: 'http://127.0.0.1',
  });
  const authorizer = new Authorizer(readRoles(stack));
  const aliases = stack.byType('AWS::Lambda::Alias').map(({ ref }) => ref);
  const world = stack.byType('AWS::Lambda::Function').flatMap(({ properties, ref, arn }): Deployed[] => {
    const handler = String(properties.Description ?? '');
    if (!/^[a-z]+\/[a-z-]+$/.test(handler)) return [];
    return [
      {
        handler,
        name: ref,
        arn,
        roleArn: asString(properties.Role, 'Role'),
        aliases: aliases
          .filter((alias) => alias.startsWith(`${arn}:`))
          .map((alias) => alias.split(':')[7] ?? ''),
        variables: variablesOf(properties.Environment),
      },
    ];
  });
  const isAllowed = ({ name, roleArn }: Deployed, request: Request) => {
    const arn = `${roleArn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/${name}`;
    const principal = {
      arn,
      userId: name,
      roleArn,
      sessionPolicy: undefined,
      tags: {},
      sourceIdentity: undefined,
      chained: true,
    };
    return authorizer.decide(principal, request) === 'allowed';
  };
  return { world, isAllowed, roles: authorizer };
}

function variablesOf(environment: Json | undefined): Record<string, string> {
  const { Variables: variables = {} } = asObject(environment ?? {}, 'Environment');
  return Object.fromEntries(
    Object.entries(asObject(variables, 'Variables')).map(([name, value]) => [name, String(value)]),
  );
}
