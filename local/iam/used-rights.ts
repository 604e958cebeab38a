import { appendFileSync } from 'node:fs';
import type { StackModel } from '../template/stack-model.ts';
import { type AccessRequest, allowing } from './evaluate.ts';
import type { Role } from './roles.ts';

/**
 * Which rights of which role were used, a line for each: the role, the action, and the resource as the policy writes it,
 * with logical ids where the template has references. What a role has and no line tells of, nobody needed.
 */
export class UsedRights {
  readonly #seen = new Set<string>();
  /** By ARN, longest first, so that a table is not taken for one whose name it begins with. */
  readonly #names: readonly (readonly [string, string])[];

  constructor(stack: StackModel) {
    this.#names = stack
      .all()
      // An alias is said as its function and its name, as policies that are older than it do.
      .filter(({ type }) => type !== 'AWS::Lambda::Alias')
      .flatMap(({ arn, ref, logicalId }) =>
        [arn, ref].filter((one) => one.startsWith('arn:')).map((one) => [one, logicalId] as const),
      )
      .sort(([a], [b]) => b.length - a.length);
  }

  add(role: Role, request: AccessRequest): void {
    for (const resource of allowing(role.permissions, request))
      this.#seen.add(`${this.#named(role.arn)} ${request.action} ${this.#named(resource)}`);
  }

  lines(): string[] {
    return [...this.#seen].sort();
  }

  /** Adds them to a file that other laptops may add to as well. */
  appendTo(file: string): void {
    const lines = this.lines();
    if (lines.length > 0) appendFileSync(file, `${lines.join('\n')}\n`);
  }

  #named(arn: string): string {
    const [known, name] = this.#names.find(
      ([one]) => arn === one || arn.startsWith(`${one}/`) || arn.startsWith(`${one}:`),
    ) ?? ['', ''];
    return `${name}${arn.slice(known.length)}`;
  }
}
