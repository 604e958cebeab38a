import * as z from 'zod/mini';
import { instant } from '../shared/moment.schema.ts';
import { Actor } from './event.schema.ts';
import { Facts } from './facts.schema.ts';
import { CLOCK_ROLES } from './parts/clock.part.ts';
import { STATUSES } from './statuses.ts';

/** Members of an event's `detail` that may leave, whatever its action. None tells a person, an account or a hash. */
export const PUBLIC_MEMBERS = {
  round: z.int(),
  status: z.enum(STATUSES),
  preserve: z.boolean(),
  /** A date or an instant. */
  keptUntil: z.string(),
  until: z.string(),
  dueAt: instant,
  items: z.array(z.string()),
  regime: z.string(),
  escalated: z.boolean(),
  order: z.int(),
  orders: z.array(z.int()),
  kind: z.string(),
  decision: z.string(),
  /** Roles of those who are to see to it. */
  to: z.array(z.enum(CLOCK_ROLES)),
  times: z.int(),
  hoursLate: z.int(),
  production: z.string(),
  holds: z.boolean(),
} as const;
export type PublicMember = keyof typeof PUBLIC_MEMBERS;

const { receivedAt, country, level, authorityKind, instrument, series } = Facts.shape;

/** What paper it is. Not what we found: how many accounts its identifiers named, whose they are, what came of it. */
export const PublicFacts = z.strictObject({ receivedAt, country, level, authorityKind, instrument, series });

/** Rises when readers of the number before could not make sense of an event. More members and actions need no new one. */
export const PUBLIC_SCHEMA = 1;

/** An event of one action as the bus carries it. */
export const publicEventOf = (action: string, members: readonly PublicMember[]) =>
  z.strictObject({
    schema: z.literal(PUBLIC_SCHEMA),
    demandId: z.string(),
    /** Its number in the ledger of its demand. Numbers have gaps; a repeat has the same. */
    seq: z.int(),
    at: instant,
    action: z.literal(action),
    actor: z.strictObject({ kind: Actor.shape.kind }),
    detail: z.strictObject(
      Object.fromEntries(members.map((name) => [name, z.optional<z.ZodMiniType>(PUBLIC_MEMBERS[name])])),
    ),
    facts: PublicFacts,
  });
