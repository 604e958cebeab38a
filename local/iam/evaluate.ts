import { fillVariables, holds, type RequestContext } from './conditions.ts';
import type { Statement } from './statement.ts';
import { matchesArn, matchesWildcard } from './wildcard.ts';

export type AccessRequest = {
  /** For example `dynamodb:GetItem`. */
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
};

export type Decision = 'allowed' | 'explicitlyDenied' | 'notAllowed';

const actionMatches = (pattern: string, action: string): boolean => matchesWildcard(pattern, action, true);

/** ARNs that are not about a region or an account (S3) are shorter; both sides then have the same parts. */
function resourceMatches(pattern: string, request: AccessRequest): boolean {
  const filled = fillVariables(pattern, request.context);
  return filled !== undefined && matchesArn(filled, request.resource);
}

function applies(statement: Statement, request: AccessRequest): boolean {
  const { actions, notActions, resources, notResources, conditions } = statement;
  const action =
    notActions.length > 0
      ? !notActions.some((pattern) => actionMatches(pattern, request.action))
      : actions.some((pattern) => actionMatches(pattern, request.action));
  if (!action) return false;
  // A trust policy names no resource: it is the role's own.
  const unnamed = resources.length === 0 && notResources.length === 0;
  const resource =
    notResources.length > 0
      ? !notResources.some((pattern) => resourceMatches(pattern, request))
      : unnamed || resources.some((pattern) => resourceMatches(pattern, request));
  return resource && conditions.every((test) => holds(test, request.context));
}

/**
 * What a set of statements says of one request: a denial wins, and what nobody allowed is not allowed.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(statements: readonly Statement[], request: AccessRequest): Decision {
  let decision: Decision = 'notAllowed';
  for (const statement of statements) {
    if (statement.allows && decision === 'allowed') continue;
    if (!applies(statement, request)) continue;
    if (!statement.allows) return 'explicitlyDenied';
    decision = 'allowed';
  }
  return decision;
}

/** The resources, as policies write them, by which statements allow a request that is allowed. */
export const allowing = (statements: readonly Statement[], request: AccessRequest): string[] =>
  statements
    .filter((statement) => statement.allows && applies(statement, request))
    .flatMap(({ resources }) => resources.filter((pattern) => resourceMatches(pattern, request)));
