import { allow } from '../shared/allow.ts';
import type { DueFunction } from '../shared/due-function.ts';
import type { AuthoritiesState } from './authorities-state.ts';

/** Lets a function look one authority up by its id. There is no right to list them, and none to write. */
export function letAsk({ table, key }: AuthoritiesState, ...asking: readonly DueFunction[]): void {
  for (const fn of asking) {
    allow(fn, { actions: ['dynamodb:GetItem'], resources: [table.tableArn] });
    key.letUse(fn, 'dynamodb', 'read');
  }
}
