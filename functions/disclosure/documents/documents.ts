import type { Certificate } from '../../validity/pages/certificates.schema.ts';
import type { PackageDocument } from '../package-document.ts';
import { caseGraph } from './case-graph.ts';
import { certificateFacts } from './certificate-facts.ts';
import { certificateOf } from './certificate-of.ts';
import { certificatePdf } from './certificate-pdf.ts';
import type { DocumentLaw } from './document-law.ts';
import { indexPage } from './index-page.ts';
import { shortfallsOf } from './shortfalls.ts';

/** Documents that a package has beside its records. */
export const packageDocuments = (law: DocumentLaw, font: Buffer): PackageDocument[] => [
  {
    path: 'index.html',
    make: (predicate, payload) => Buffer.from(indexPage({ predicate, payload, law })),
  },
  {
    path: 'metadata/case.jsonld',
    make: (predicate, payload) => Buffer.from(caseGraph({ predicate, payload, law })),
  },
  ...law.general.certificates.certificates.map((certificate) =>
    certificateDocument(certificate, { law, font }),
  ),
];

const certificateDocument = (
  certificate: Certificate,
  { law, font }: { law: DocumentLaw; font: Buffer },
): PackageDocument => ({
  path: `metadata/${certificate.file}`,
  make: (predicate, payload) =>
    certificateOf(predicate, law) === certificate
      ? certificatePdf({
          certificate,
          facts: certificateFacts({ predicate, payload, law }),
          shortfalls: shortfallsOf(predicate, law),
          font,
          madeAt: predicate.sealedAt,
          software: `${predicate.software.name} ${predicate.software.version}`,
        })
      : undefined,
});
