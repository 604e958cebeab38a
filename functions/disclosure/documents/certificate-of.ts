import { isLaw } from '../../validity/law/effective.ts';
import type { Certificate } from '../../validity/pages/certificates.schema.ts';
import type { Predicate } from '../predicate.schema.ts';
import type { DocumentLaw } from './document-law.ts';

/** The certificate that the instrument's page names, where it was law on the day of the seal. */
export function certificateOf(
  { instrument, sealedAt }: Predicate,
  { general, instruments }: DocumentLaw,
): Certificate | undefined {
  const page = Object.hasOwn(instruments, instrument) ? instruments[instrument] : undefined;
  const day = sealedAt.slice(0, 10);
  return general.certificates.certificates.find(
    ({ id, effective }) => id === page?.certificate && isLaw(effective, day),
  );
}
