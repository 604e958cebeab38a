import * as z from 'zod/mini';
import { CHECKS } from './all-checks.ts';

type SchemasOf<C extends readonly { rule: unknown }[]> = { [I in keyof C]: C[I]['rule'] };
type Schemas = SchemasOf<typeof CHECKS>;

/** A rule of a page: a check with its parameters, a source, and what follows where it is not met. */
// The compiler does not follow that a list which is mapped keeps the place of each.
export const Rule = z.discriminatedUnion('check', CHECKS.map(({ rule }) => rule) as unknown as Schemas);

export type Rule = z.infer<typeof Rule>;
export type CheckName = Rule['check'];
