import * as z from 'zod/mini';
import { ASKED, CallBackPart } from '../ledger/parts/call-back.part.ts';

/** What came of calling the office that is said to have sent a demand. */
export const CallBack = z
  .strictObject({
    /** Whom: the office, or a superior there, who is asked by another person than who called the office. */
    asked: z.enum(ASKED),
    result: CallBackPart.shape.result,
    /** The number that was dialled, with its country code: the register's (`callBackNumber` of the demand), and no other. */
    dialled: z.string().check(z.minLength(1), z.maxLength(40)),
    /** Who answered, by name or office; a demand is confirmed by somebody. */
    heldWith: CallBackPart.shape.heldWith,
  })
  .check(
    z.refine(({ result, heldWith }) => result !== 'confirmed' || heldWith !== undefined, {
      path: ['heldWith'],
      error: 'who confirmed it is missing',
    }),
  );
export type CallBack = z.infer<typeof CallBack>;
