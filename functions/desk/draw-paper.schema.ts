import * as z from 'zod/mini';
import { PAGE_FAULTS } from './drawing/page-fault.ts';

/** Media types whose papers are drawn. Others are not pages: text, mail, and what was signed as a whole. */
export const DRAWN_TYPES = ['application/pdf', 'image/png', 'image/jpeg', 'image/tiff'] as const;

/** What the function is asked that draws: the bytes are at `url`, and it needs no right of its own to them. */
export const DrawRequest = z.strictObject({
  url: z.string(),
  sha256: z.string(),
  /** Bytes. */
  size: z.int().check(z.minimum(0)),
  mediaType: z.enum(DRAWN_TYPES),
  /** Counts from 1. */
  page: z.int().check(z.minimum(1)),
});
export type DrawRequest = z.infer<typeof DrawRequest>;

/** What it answers: a picture in base64, or why there is none. */
export const DrawAnswer = z.union([
  z.strictObject({ pages: z.int().check(z.minimum(1)), png: z.base64() }),
  z.strictObject({ fault: z.enum(PAGE_FAULTS) }),
]);
export type DrawAnswer = z.infer<typeof DrawAnswer>;
