import { flatten } from '../../lib/shared/flatten.ts';
import { functionOf, functionsOf, resourcesOf, type Template } from './templates.ts';

export type Statement = {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition: unknown;
};

/** As a template writes it. */
export type RawStatement = {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Principal?: unknown;
  readonly Resource?: unknown;
  readonly Condition?: unknown;
};

type RawPolicy = {
  readonly PolicyDocument: { readonly Statement: readonly RawStatement[] };
  readonly Roles?: readonly { readonly Ref: string }[];
};

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** What the policies of one role say. */
export const rawStatementsOf = (template: Template, roleId: string): RawStatement[] =>
  resourcesOf(template, 'AWS::IAM::Policy')
    .map(([, { Properties }]) => Properties as unknown as RawPolicy)
    .filter(({ Roles = [] }) => Roles.some(({ Ref }) => Ref === roleId))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);

/** The same, as lists. */
export function statementsOf(template: Template, roleId: string): Statement[] {
  return rawStatementsOf(template, roleId).map(({ Effect, Action, Resource, Condition }) => ({
    effect: Effect,
    actions: listOf(Action).map(String),
    resources: listOf(Resource).map(flatten),
    condition: Condition,
  }));
}

/** The logical id of the role of a handler's function. */
export function roleOf(template: Template, handler: string): string {
  const [, { Properties }] = functionOf(template, handler);
  return /<([A-Za-z0-9]+)(?:\.Arn)?>$/.exec(flatten(Properties.Role))?.[1] ?? '';
}

const rolesOf = (template: Template, handler: string) =>
  functionsOf(template)
    .filter(([, { Properties }]) => Properties.Description === handler)
    .map(([, { Properties }]) => /<([A-Za-z0-9]+)(?:\.Arn)?>$/.exec(flatten(Properties.Role))?.[1] ?? '');

/** `action resource` for everything that a handler's functions may do, without writing their logs. */
export function rightsOf(template: Template, handler: string): string[] {
  return rolesOf(template, handler)
    .flatMap((role) => statementsOf(template, role))
    .flatMap(({ actions, resources }) =>
      actions.flatMap((action) => resources.map((resource) => `${action} ${resource}`)),
    )
    .filter((right) => !right.startsWith('logs:') && !right.startsWith('xray:'));
}
