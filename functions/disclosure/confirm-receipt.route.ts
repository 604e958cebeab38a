import * as z from 'zod/mini';
import { instant } from '../shared/moment.schema.ts';
import { STANDING_PROBLEMS } from '../shared/problems.ts';
import { route } from '../shared/route.ts';

/** The SHA-256 of the package, as who received it worked it out. */
export const ReceiptRequest = z.strictObject({ sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)) });

/** `matches`: whether it is the package that was sealed. Where it is not, fetch it again; we hear of it too. */
export const ConfirmedReceipt = z.strictObject({ id: z.string(), matches: z.boolean(), receivedAt: instant });

export type ReceiptRequest = z.infer<typeof ReceiptRequest>;
export type ConfirmedReceipt = z.infer<typeof ConfirmedReceipt>;

export const confirmReceiptRoute = route({
  method: 'POST',
  path: '/demands/{id}/receipt',
  roles: ['agent'],
  summary: 'Confirm that the package was received',
  clearedToo: true,
  body: ReceiptRequest,
  limits: {
    calls: [
      { by: 'person', burst: 40, perHour: 120 },
      { by: 'authority', burst: 120, perHour: 480 },
    ],
  },
  answers: { 200: { says: 'Whether it is the package that was sealed', json: ConfirmedReceipt } },
  problems: ['not_found', ...STANDING_PROBLEMS, 'decided_on_it', 'not_available', 'not_fetched', 'withdrawn'],
});
