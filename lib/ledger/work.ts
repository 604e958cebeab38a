import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { WORK, type WorkKind } from '../../functions/ledger/work.table.ts';
import { allow } from '../shared/allow.ts';
import type { DueFunction } from '../shared/due-function.ts';

export interface WorkUse {
  readonly table: Table;
  readonly kinds: readonly WorkKind[];
  /** Such as `PutItem`. */
  readonly actions: readonly string[];
}

/** Lets a function work with items of some kinds in a work table, and with nothing else in it. */
export function letUseWork(fn: DueFunction, { table, kinds, actions }: WorkUse): void {
  allow(fn, {
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: [table.tableArn],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': kinds.map((kind) => `${WORK[kind]}*`) },
      // Of a request that names no key, what is said for all of its keys is true.
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  });
}
