import * as z from 'zod/mini';
import { DebtPart } from '../ledger/parts/debt.part.ts';
import { CONCLUSIONS } from '../ledger/statuses.ts';
import { ToldReason } from '../ledger/told-reason.ts';
import { RegisteredAuthority } from '../shared/circumstances.schema.ts';
import { Demand } from '../shared/demand.schema.ts';
import { Determination } from '../shared/determination.schema.ts';
import { instant } from '../shared/moment.schema.ts';
import { SECRECY_KINDS } from '../shared/secrecy-order.schema.ts';

/**
 * How far a demand has come, for who filed it. It changes with what people do, with the paper's own end and with the
 * release, never with what machines do between: `received` until a person decided, `in-progress` until the package is
 * `available`.
 */
export const AGENT_STATUSES = ['received', 'in-progress', 'available', 'closed', 'withdrawn'] as const;

/** Who of the desk let it go, and why, is not told. */
const { waived: _waived, dueKind: _due, dueAt: _dueAt, ...debt } = DebtPart.shape;

const summary = {
  id: z.string(),
  status: z.enum(AGENT_STATUSES),
  /** How it ended; absent until then. */
  conclusion: z.optional(z.enum(CONCLUSIONS)),
  instrument: z.string(),
  reference: z.optional(z.string()),
  filedAt: instant,
};

export const AgentSummary = z.strictObject(summary);

/** A demand as its authority sees it: its paper, what people decided, and the package once it may leave. */
export const AgentView = z.strictObject({
  ...summary,
  demand: Demand,
  /** What the paper amounts to by itself, as `POST /validity` says it: nothing here comes from an account. */
  paper: Determination,
  /** What a reviewer decided: what may be retrieved, of which of the demand's targets. */
  decided: z.optional(
    z.strictObject({
      decision: z.enum(['approve', 'refuse', 'redirect']),
      at: instant,
      items: z.array(z.string()),
      targets: z.array(z.int()),
      because: z.optional(ToldReason),
    }),
  ),
  /** Whether the package may leave. */
  released: z.optional(
    z.strictObject({
      decision: z.enum(['release', 'refuse']),
      at: instant,
      because: z.optional(ToldReason),
    }),
  ),
  /** SHA-256 of what `GET /demands/{id}/disclosure` hands over; there once it does. */
  package: z.optional(z.strictObject({ sha256: z.string() })),
  withdrawnAt: z.optional(instant),
  /** The demand whose place it took, and the one that took its own. */
  supersedes: z.optional(z.string()),
  supersededBy: z.optional(z.string()),
  /** The emergency for which it is to be the legal process. */
  pays: z.optional(z.string()),
  /** Legal process that you owe for an emergency whose package you were given: of which items and targets, until when. */
  debt: z.optional(z.strictObject(debt)),
  /** What was brought against it before courts and authorities, as people recorded it. */
  objections: z.optional(
    z.array(
      z.strictObject({
        objection: z.int(),
        kind: z.string(),
        grounds: z.array(z.string()),
        before: z.string(),
        brought: z.string(),
        items: z.optional(z.array(z.string())),
        targets: z.optional(z.array(z.int())),
        at: instant,
        state: z.enum(['open', 'denied', 'granted', 'modified', 'withdrawn']),
        decided: z.optional(z.string()),
      }),
    ),
  ),
  /** What was asked of you, the oldest first: answer by `POST /demands/{id}/clarify`. */
  questions: z.optional(
    z.array(
      z.strictObject({
        number: z.int(),
        at: instant,
        fields: z.array(z.string()),
        until: z.string(),
        because: z.optional(ToldReason),
        answeredAt: z.optional(instant),
      }),
    ),
  ),
  /** Orders about its silence, as people brought them and decided on them. */
  orders: z.optional(
    z.array(
      z.strictObject({
        order: z.int(),
        kind: z.enum(SECRECY_KINDS),
        of: z.optional(z.int()),
        until: z.optional(z.string()),
        at: instant,
        state: z.enum(['pending', 'accepted', 'refused']),
        /** Of one that was refused: a reason of the rulebook, and what the desk added. */
        reason: z.optional(z.string()),
        text: z.optional(z.string()),
      }),
    ),
  ),
  /** What the authority and the desk wrote to each other, oldest first. */
  comments: z.optional(
    z.array(
      z.strictObject({
        number: z.int(),
        side: z.enum(['authority', 'desk']),
        /** Of the authority. */
        by: z.optional(z.string()),
        at: instant,
        text: z.string(),
      }),
    ),
  ),
});

/** `next` is the `after` of the page that follows; absent on the last. */
export const AgentPage = z.strictObject({
  /** As the register has it, and as a filing names it. */
  authority: z.optional(RegisteredAuthority),
  demands: z.array(AgentSummary),
  next: z.optional(z.string()),
});

export type AgentStatus = (typeof AGENT_STATUSES)[number];
export type AgentSummary = z.infer<typeof AgentSummary>;
export type AgentView = z.infer<typeof AgentView>;
export type AgentPage = z.infer<typeof AgentPage>;
