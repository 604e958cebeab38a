import * as z from 'zod/mini';
import { instant } from '../shared/moment.schema.ts';
import { CONCLUSIONS } from './statuses.ts';
import { ToldReason } from './told-reason.ts';

/** What an agent is told of: what people did, that the package may leave, and how it ended. */
export const MILESTONES = [
  'filed',
  'asked',
  'clarified',
  'commented',
  'decided',
  'available',
  'fetched',
  'received',
  'withdrawn',
  'closed',
] as const;

export const AgentEvent = z.strictObject({
  /** From 1, in order; these are an agent's own numbers, not those of the ledger. */
  number: z.int().check(z.minimum(1)),
  event: z.enum(MILESTONES),
  /** When people did it, or the package became available; what machines do by themselves has no time here. */
  at: z.optional(instant),
  /** Who of the authority did it; people of the desk are not named. */
  by: z.optional(z.string()),
  decision: z.optional(z.enum(['approve', 'refuse', 'redirect'])),
  /** Why people decided so. */
  because: z.optional(ToldReason),
  conclusion: z.optional(z.enum(CONCLUSIONS)),
  packageSha256: z.optional(z.string()),
});

export const AgentEventsPage = z.strictObject({
  demandId: z.string(),
  milestones: z.array(AgentEvent),
  /** Value of `after` for the next page; absent on the last. */
  next: z.optional(z.int()),
});

export type AgentEvent = z.infer<typeof AgentEvent>;
export type AgentEventsPage = z.infer<typeof AgentEventsPage>;
