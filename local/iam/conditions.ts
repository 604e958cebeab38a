import { matchesArn, matchesWildcard } from './wildcard.ts';

export type ConditionTest = {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
};

/** What is known of a request, by condition key in lower case. A key that the request does not have is absent. */
export type RequestContext = Readonly<Record<string, readonly string[]>>;

type Comparison = (wanted: string, given: string) => boolean;

const numeric =
  (compare: (given: number, wanted: number) => boolean): Comparison =>
  (wanted, given) =>
    compare(Number(given), Number(wanted));

const instant = (text: string): number => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text));

const date =
  (compare: (given: number, wanted: number) => boolean): Comparison =>
  (wanted, given) =>
    compare(instant(given), instant(wanted));

const POSITIVE: Readonly<Record<string, Comparison>> = {
  StringEquals: (wanted, given) => wanted === given,
  StringEqualsIgnoreCase: (wanted, given) => wanted.toLowerCase() === given.toLowerCase(),
  StringLike: (wanted, given) => matchesWildcard(wanted, given),
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
  Bool: (wanted, given) => wanted.toLowerCase() === given.toLowerCase(),
  NumericEquals: numeric((given, wanted) => given === wanted),
  NumericLessThan: numeric((given, wanted) => given < wanted),
  NumericLessThanEquals: numeric((given, wanted) => given <= wanted),
  NumericGreaterThan: numeric((given, wanted) => given > wanted),
  NumericGreaterThanEquals: numeric((given, wanted) => given >= wanted),
  DateEquals: date((given, wanted) => given === wanted),
  DateLessThan: date((given, wanted) => given < wanted),
  DateLessThanEquals: date((given, wanted) => given <= wanted),
  DateGreaterThan: date((given, wanted) => given > wanted),
  DateGreaterThanEquals: date((given, wanted) => given >= wanted),
};

const NEGATIVE: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
};

export class UnknownOperator extends Error {
  override readonly name = 'UnknownOperator';
}

type Operator = {
  /** Whether one value that the request has passes. */
  readonly passes: (wanted: readonly string[], given: string) => boolean;
  readonly negative: boolean;
};

function operatorOf(name: string): Operator {
  const positive = POSITIVE[name];
  if (positive)
    return { passes: (wanted, given) => wanted.some((one) => positive(one, given)), negative: false };
  const opposite = POSITIVE[NEGATIVE[name] ?? ''];
  if (!opposite) throw new UnknownOperator(`the condition operator ${name}`);
  return { passes: (wanted, given) => !wanted.some((one) => opposite(one, given)), negative: true };
}

/** `${aws:PrincipalTag/x}` and the like. A variable that the request has no value for matches nothing. */
export function fillVariables(text: string, context: RequestContext): string | undefined {
  if (!text.includes('${')) return text;
  let complete = true;
  const filled = text.replaceAll(/\$\{([^}]+)\}/g, (_, variable: string) => {
    if (variable === '*' || variable === '?' || variable === '$') return variable;
    const values = context[variable.toLowerCase()];
    if (values?.length !== 1) complete = false;
    return values?.[0] ?? '';
  });
  return complete ? filled : undefined;
}

type Parts = {
  readonly qualifier: string;
  readonly name: string;
  readonly ifExists: boolean;
};

function partsOf(operator: string): Parts {
  const [, qualifier = '', name = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  return { qualifier, name, ifExists: ifExists !== undefined };
}

/** A policy with an operator that is not known is not evaluated by guessing; it is not taken at all. */
export function assertOperator(operator: string): void {
  const { name } = partsOf(operator);
  if (name !== 'Null') operatorOf(name);
}

/**
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 * The trap that this keeps: ForAllValues is true of a key that the request does not have.
 */
export function holds(test: ConditionTest, context: RequestContext): boolean {
  const { qualifier, name, ifExists } = partsOf(test.operator);
  const given = context[test.key];
  if (name === 'Null') return test.values.some((wanted) => (given === undefined) === (wanted === 'true'));
  const operator = operatorOf(name);
  const wanted = test.values.flatMap((value) => fillVariables(value, context) ?? []);
  if (given === undefined || given.length === 0) {
    if (qualifier === 'ForAllValues') return true;
    if (qualifier === 'ForAnyValue') return ifExists;
    return ifExists || operator.negative;
  }
  if (qualifier === 'ForAllValues') return given.every((one) => operator.passes(wanted, one));
  if (qualifier === 'ForAnyValue') return given.some((one) => operator.passes(wanted, one));
  // An operator without a set qualifier is for keys of one value; where there are several, all must pass.
  return given.every((one) => operator.passes(wanted, one));
}
