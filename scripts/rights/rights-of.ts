import { flatten } from '../../lib/shared/flatten.ts';
import type { Template } from './template.ts';

/** `action resource`, with the resource as people call it: `dynamodb:GetItem LedgerDemands`. */
export type Right = string;

type Policy = {
  readonly PolicyDocument: {
    readonly Statement: readonly {
      readonly Effect: string;
      readonly Action: string | readonly string[];
      readonly Resource: unknown;
    }[];
  };
  readonly Roles?: readonly unknown[];
};

const listOf = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);
/** Every function may write its own log, and segments of a trace. */
const OF_EVERYONE = /^(logs|xray):/;

/** What a role is called: by its function's handler, or by its logical id. */
export function ownersOf({ Resources }: Template): Map<string, string> {
  const owners = new Map<string, string>();
  for (const [id, { Type }] of Object.entries(Resources))
    if (Type === 'AWS::IAM::Role') owners.set(id, called(id));
  for (const [id, { Type, Properties }] of Object.entries(Resources)) {
    const role = /<([A-Za-z0-9]+)(?:\.Arn)?>$/.exec(flatten(Properties.Role ?? ''))?.[1];
    // The compartment for cleared people has functions of its own, of the same handlers.
    if (Type === 'AWS::Lambda::Function' && role && typeof Properties.Description === 'string')
      owners.set(role, `${Properties.Description}${id.includes('Cleared') ? ' (cleared)' : ''}`);
  }
  return owners;
}

/** What each role may do by the template, sorted; functions first. */
export function rightsOf(template: Template): Map<string, readonly Right[]> {
  const owners = ownersOf(template);
  const aliases = aliasesOf(template);
  const rights = new Map<string, Set<Right>>(
    [...owners.values()].sort(byFunction).map((owner) => [owner, new Set()]),
  );
  for (const { Type, Properties } of Object.values(template.Resources)) {
    if (Type !== 'AWS::IAM::Policy') continue;
    const { PolicyDocument, Roles = [] } = Properties as unknown as Policy;
    const given = PolicyDocument.Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(
      ({ Action, Resource }) =>
        listOf(Action).flatMap((action) =>
          listOf(Resource).map(
            (one) => `${action} ${resourceCalled(aliases.get(flatten(one)) ?? flatten(one))}`,
          ),
        ),
    );
    for (const role of Roles.map((one) => flatten(one).replace(/[<>]/g, '')))
      for (const right of given)
        if (!OF_EVERYONE.test(right)) rights.get(owners.get(role) ?? role)?.add(right);
  }
  return new Map(
    [...rights].filter(([, all]) => all.size > 0).map(([owner, all]) => [owner, [...all].sort()]),
  );
}

/** What a laptop's lines say was used, in the same words. */
export function usedRights(lines: readonly string[], template: Template): Map<string, readonly Right[]> {
  const owners = ownersOf(template);
  const used = new Map<string, Set<Right>>();
  for (const line of lines) {
    const [role = '', action = '', resource = ''] = line.split(' ');
    const owner = owners.get(role) ?? called(role);
    used.set(owner, (used.get(owner) ?? new Set()).add(`${action} ${resourceCalled(resource)}`));
  }
  return new Map(
    [...used].sort(([a], [b]) => byFunction(a, b)).map(([owner, all]) => [owner, [...all].sort()]),
  );
}

/** References to aliases, as their function and their name. */
const aliasesOf = ({ Resources }: Template) =>
  new Map(
    Object.entries(Resources)
      .filter(([, { Type }]) => Type === 'AWS::Lambda::Alias')
      .map(([id, { Properties }]) => [`<${id}>`, `${flatten(Properties.FunctionName)}:${Properties.Name}`]),
  );

const byFunction = (a: string, b: string) =>
  Number(b.includes('/')) - Number(a.includes('/')) || (a < b ? -1 : Number(a > b));

/** Without the digest at the end of a logical id. */
const called = (id: string) => id.replace(/[0-9A-F]{8}$/, '');

/** A reference by its logical id alone, and an ARN that is written out by what it names. */
function resourceCalled(resource: string): string {
  return resource
    .replaceAll(/<([A-Za-z0-9]+)\.StreamArn>/g, '<$1>/stream')
    .replaceAll(/<([A-Za-z0-9]+)(?:\.\w+)?>/g, '$1')
    .replace(/^([A-Za-z]+?)[0-9A-F]{8}(?=$|[/:])/, '$1');
}
