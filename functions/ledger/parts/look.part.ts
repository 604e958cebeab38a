import * as z from 'zod/mini';
import { instant } from '../../shared/moment.schema.ts';
import { part } from '../part.ts';

/**
 * What people of the desk look at: pages of a paper, the accounts as a round resolved them, how much its scope would reach,
 * what is in a package.
 */
export const LOOKED_AT = ['paper', 'accounts', 'reach', 'package'] as const;

const pageNumber = z.int().check(z.minimum(1));

/** Why a paper is not shown: no scanner called it clean, it is no kind of pages, or nobody can draw it. */
export const NOT_SHOWN = ['not-scanned', 'suspicious', 'not-drawn', 'unreadable'] as const;

/** That one person looked at one thing of a demand. */
export const LookPart = z.strictObject({
  what: z.enum(LOOKED_AT),
  by: z.string(),
  /** When for the first time. */
  at: instant,
  /** The round in which it was first. */
  round: z.int(),
  /** Of the paper, or of the package. */
  sha256: z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
  /** Of a paper: the pages that were shown, as first and last of each run of them, in order; and how many it has. */
  shown: z.optional(z.array(z.strictObject({ first: pageNumber, last: pageNumber }))),
  pages: z.optional(pageNumber),
  /** Of a paper that the desk could not show to whoever asked for it: why. Where a page was shown since, `shown` says so. */
  notShown: z.optional(z.enum(NOT_SHOWN)),
  /** Of a package: files of which the first records were shown, each by the SHA-256 of its path. Such a look is at no more. */
  samples: z.optional(z.array(z.strictObject({ item: z.string(), file: z.string() }))),
});

export type LookPart = z.infer<typeof LookPart>;

/** `LOOK(what, sha256 or round, viewer)`, of files of a package with `samples` after it: the viewer is a SHA-256 (`viewerOf`), so that a key tells nobody's name. */
export const LOOK = part('look#', LookPart, { version: 3, needs: ({ what }) => (what === 'reach' ? 3 : 2) });
