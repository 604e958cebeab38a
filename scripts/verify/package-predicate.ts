import * as z from 'zod/mini';
import { PackageGrant, PackageManifest } from './package-manifest.ts';

const { files: _, ...shared } = PackageManifest.shape;

/** What the verifier reads of the statement of a package of format 3 or 4. */
export const PackagePredicate = z.looseObject({
  ...shared,
  format: z.enum(['due-process-disclosure/3', 'due-process-disclosure/4']),
  payload: z.object({ files: z.int(), bytes: z.int() }),
  round: z.int(),
  scope: z.looseObject({
    ...PackageManifest.shape.scope.shape,
    grants: z.array(z.looseObject(PackageGrant.shape)),
  }),
  ledger: z.unknown(),
  custody: z.array(z.unknown()),
});
export type PackagePredicate = z.infer<typeof PackagePredicate>;
