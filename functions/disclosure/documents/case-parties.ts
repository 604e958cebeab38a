import type { Predicate } from '../predicate.schema.ts';
import { caseId } from './case-id.ts';
import { type CaseNode, refer } from './case-node.ts';
import type { DocumentLaw } from './document-law.ts';

export type Parties = Record<'authority' | 'provider' | 'tool' | 'authorization', CaseNode> & {
  roles: CaseNode[];
};

/** Who demanded, who answered and with what, under which paper, and the roles of the first two. */
export function caseParties(predicate: Predicate, { instruments }: DocumentLaw): Parties {
  const { demandId, authority, provider, software, instrument, reference, filedAt } = predicate;
  const page = Object.hasOwn(instruments, instrument) ? instruments[instrument] : undefined;
  const organization = (kind: string, name: string, description: string): CaseNode => ({
    '@id': caseId('organization', demandId, kind),
    '@type': 'uco-identity:Organization',
    'uco-core:name': name,
    'uco-core:description': description,
  });
  const demanding = organization(
    'authority',
    authority.name,
    `The authority that demanded, of ${authority.country}`,
  );
  const answering = organization('provider', provider.name, `${provider.address}; ${provider.contact}`);
  return {
    authority: demanding,
    provider: answering,
    tool: {
      '@id': caseId('tool', software.name, software.version),
      '@type': 'uco-tool:Tool',
      'uco-core:name': software.name,
      'uco-tool:version': software.version,
    },
    authorization: {
      '@id': caseId('authorization', demandId),
      '@type': 'case-investigation:Authorization',
      'uco-core:name': page?.title ?? instrument,
      'uco-core:description': `Filed ${filedAt}`,
      'case-investigation:authorizationType': page ? `${instrument}: ${page.citation}` : instrument,
      'case-investigation:authorizationIdentifier': reference ?? demandId,
    },
    roles: [...roleOf('Demanding authority', demanding), ...roleOf('Custodian of the records', answering)],
  };
}

/** A role, and that somebody has it. */
function roleOf(name: string, who: CaseNode): CaseNode[] {
  const role: CaseNode = {
    '@id': caseId('role', who['@id'], name),
    '@type': 'uco-role:Role',
    'uco-core:name': name,
  };
  return [
    role,
    {
      '@id': caseId('relationship', who['@id'], name),
      '@type': 'uco-core:Relationship',
      'uco-core:source': refer(who),
      'uco-core:target': refer(role),
      'uco-core:kindOfRelationship': 'Has_Role',
      'uco-core:isDirectional': true,
    },
  ];
}
