import * as z from 'zod/mini';
import { HarvestPart } from '../ledger/parts/harvest.part.ts';
import { Grant } from '../ledger/parts/scope.part.ts';
import { GrantInput, StepInput } from '../workflow/step.schema.ts';

/** One grant of a round. Of which service it must be, the alias says by which it is asked for. */
export const GrantKey = z.strictObject({ ...z.omit(GrantInput, { service: true }).shape });
export type GrantKey = z.infer<typeof GrantKey>;

const { counts, fields, records, blobs, setAside } = HarvestPart.shape;
/** What a connector says that it found of a grant. Of whom and in what service, the scope says. */
export const Written = z.strictObject({ counts, fields, records, blobs, setAside });
export type Written = z.infer<typeof Written>;

export const FoundInGrant = z.strictObject({ grant: GrantKey.shape.grant, ...Written.shape });
export type FoundInGrant = z.infer<typeof FoundInGrant>;

/** Most grants that are closed together: with the demand and its event, what one transaction takes. */
export const MAX_CLOSED = 90;

export const CloseRequest = z.strictObject({
  ...StepInput.shape,
  found: z.array(FoundInGrant).check(z.minLength(1), z.maxLength(MAX_CLOSED)),
});
export type CloseRequest = z.infer<typeof CloseRequest>;

/** `begins`: whether a call of the connector's function begins with it, from which the broker knows what is read anew. */
export const OpenRequest = z.strictObject({ ...GrantKey.shape, begins: z.optional(z.boolean()) });
export type OpenRequest = z.infer<typeof OpenRequest>;

export const BrokerRequest = z.union([
  z.strictObject({ open: OpenRequest }),
  z.strictObject({ stands: z.strictObject({ demandId: z.string() }) }),
  z.strictObject({ close: CloseRequest }),
]);
export type BrokerRequest = z.infer<typeof BrokerRequest>;

export const SessionCredentials = z.strictObject({
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  sessionToken: z.string(),
});
export type SessionCredentials = z.infer<typeof SessionCredentials>;

/** `complete`: its harvest stands already. `withdrawn`: nothing of the demand is to be read any more. */
export const Opened = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('open'), grant: Grant, credentials: SessionCredentials }),
  z.strictObject({ is: z.literal('complete') }),
  z.strictObject({ is: z.literal('withdrawn') }),
]);
export type Opened = z.infer<typeof Opened>;

export const Closed = z.strictObject({ is: z.enum(['closed', 'withdrawn']) });
export type Closed = z.infer<typeof Closed>;

/** Whether a demand may still be read. */
export const Standing = z.strictObject({ is: z.enum(['standing', 'withdrawn']) });
export type Standing = z.infer<typeof Standing>;

/** Gives out what one grant needs to be read, and takes what was found. One service's, for its connector. */
export type Broker = {
  open(key: OpenRequest): Promise<Opened>;
  stands(demandId: string): Promise<Standing>;
  close(request: CloseRequest): Promise<Closed>;
};
