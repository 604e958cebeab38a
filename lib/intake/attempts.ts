import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Env } from '../../functions/shared/attempts.env.ts';
import { type Circle, dayPartition } from '../../functions/shared/attempts.table.ts';
import { allow } from '../shared/allow.ts';
import type { DueFunction } from '../shared/due-function.ts';
import type { Foundation } from '../shared/foundation.ts';

/** Who tried what was not theirs to do: whoever answers requests adds to it, and one function reads it. */
export class Attempts {
  readonly #table: Table;
  readonly #foundation: Foundation;

  constructor(table: Table, foundation: Foundation) {
    this.#table = table;
    this.#foundation = foundation;
  }

  /** Also tells the function where: `traceAttempt` of functions/shared finds the table by its environment. */
  letAdd(fn: DueFunction): void {
    const environment: Env = {
      ATTEMPTS_TABLE: this.#table.tableName,
      ATTEMPT_DAYS: String(this.#foundation.stage.attemptDays),
    };
    for (const [name, value] of Object.entries(environment)) fn.lambda.addEnvironment(name, value);
    allow(fn, { actions: ['dynamodb:PutItem'], resources: [this.#table.tableArn] });
    this.#foundation.keys.operations.letUse(fn, 'dynamodb', 'write');
  }

  letList(fn: DueFunction, circle: Circle): void {
    allow(fn, {
      actions: ['dynamodb:Query'],
      resources: [this.#table.tableArn],
      // How much is tried at what only cleared people may know of is for none of the others.
      conditions: {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [dayPartition(circle, '*')] },
        // Of a request that names no key, what is said for all of its keys is true.
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
    });
  }
}
