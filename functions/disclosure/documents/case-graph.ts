import { canonicalJson } from '../../shared/canonical-json.ts';
import type { Payload } from '../payload.ts';
import type { Predicate } from '../predicate.schema.ts';
import { caseActions } from './case-actions.ts';
import { caseFiles } from './case-files.ts';
import { caseId } from './case-id.ts';
import { type CaseNode, CONTEXT, refer } from './case-node.ts';
import { caseParties } from './case-parties.ts';
import type { DocumentLaw } from './document-law.ts';

type Made = { predicate: Predicate; payload: Payload; law: DocumentLaw };

/** Where the files come from and how, in the terms of CASE and UCO 1.4.0, which programs of examiners exchange. */
export function caseGraph({ predicate, payload, law }: Made): string {
  const { demandId, ledger } = predicate;
  const parties = caseParties(predicate, law);
  const files = caseFiles(payload, demandId);
  const record: CaseNode = {
    '@id': caseId('provenance-record', demandId),
    '@type': 'case-investigation:ProvenanceRecord',
    'uco-core:description': `The payload of disclosure ${demandId}: ${predicate.payload.files} files, ${predicate.payload.bytes} bytes. The head of the demand's ledger at the seal: ${ledger.head}.`,
    'case-investigation:exhibitNumber': demandId,
    ...(files.length > 0 ? { 'uco-core:object': files.map(refer) } : {}),
  };
  const actions = caseActions(predicate, { parties, files, record });
  const { authority, provider, tool, authorization, roles } = parties;
  const investigation: CaseNode = {
    '@id': caseId('investigation', demandId),
    '@type': 'case-investigation:Investigation',
    'uco-core:name': `Answer to demand ${demandId}`,
    'case-investigation:relevantAuthorization': refer(authorization),
    'uco-core:object': [...actions, record].map(refer),
  };
  const graph = [
    investigation,
    authorization,
    authority,
    provider,
    ...roles,
    tool,
    ...actions,
    record,
    ...files,
  ];
  return `${JSON.stringify(JSON.parse(canonicalJson({ '@context': CONTEXT, '@graph': graph })), null, 1)}\n`;
}
