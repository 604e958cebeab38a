import type { CustodyEntry, Predicate } from '../predicate.schema.ts';
import { caseId } from './case-id.ts';
import { type CaseNode, dateTime, type Reference, refer } from './case-node.ts';
import type { Parties } from './case-parties.ts';

type Acted = { parties: Parties; files: readonly CaseNode[]; record: Reference };

/** Most retrievals that are told one by one; metadata/custody.json has all. */
const MAX_RETRIEVALS = 1000;

/** Each retrieval that ended, as far as they are told, and the seal, which came of them. */
export function caseActions(predicate: Predicate, { parties, files, record }: Acted): CaseNode[] {
  const { demandId, sealedAt, custody } = predicate;
  const done = {
    'uco-action:performer': refer(parties.provider),
    'uco-action:instrument': refer(parties.tool),
  };
  const retrievals = custody
    .filter(({ action }) => action === 'retrieval.completed')
    .slice(0, MAX_RETRIEVALS)
    .map(
      (event, index): CaseNode => ({
        '@id': caseId('investigative-action', demandId, 'retrieval', String(index)),
        '@type': 'case-investigation:InvestigativeAction',
        'uco-core:name': nameOf(event),
        ...startOf(event, custody),
        'uco-action:endTime': dateTime(event.at),
        ...done,
      }),
    );
  const sealing: CaseNode = {
    '@id': caseId('investigative-action', demandId, 'sealing'),
    '@type': 'case-investigation:InvestigativeAction',
    'uco-core:name': 'Sealing of the package',
    'uco-action:startTime': dateTime(sealedAt),
    ...done,
    'uco-action:result': [...files.map(refer), refer(record)],
    ...(retrievals.length > 0 ? { 'case-investigation:wasInformedBy': retrievals.map(refer) } : {}),
  };
  return [...retrievals, sealing];
}

const nameOf = ({ detail: { service } }: CustodyEntry): string =>
  typeof service === 'string' ? `Retrieval from the service ${service}` : 'Retrieval';

/** The last beginning of the same part of the scope before its end; one that was cut off began before. */
function startOf({ at, detail }: CustodyEntry, custody: readonly CustodyEntry[]) {
  const begun = custody.findLast(
    (event) => event.action === 'retrieval.started' && event.detail.grant === detail.grant && event.at <= at,
  );
  return begun === undefined ? {} : { 'uco-action:startTime': dateTime(begun.at) };
}
