import type { Random } from '../../examples/provider/random.ts';
import { compartmentOf } from '../../functions/ledger/demand-id.ts';
import { personOf } from '../../functions/shared/person.ts';
import type { Principal, Role } from '../../functions/shared/principal.ts';

const REVIEWERS = ['rita', 'ruth', 'robert', 'rosa', 'rune', 'rebecca', 'ravi', 'renata'];
const RELEASERS = ['sam', 'tess', 'theo', 'sofia', 'stefan', 'tamara'];

const principal = <R extends Role>(role: R, subject: string): Principal<R> => ({
  role,
  subject,
  person: personOf(subject),
});

const isCleared = (demandId: string) => compartmentOf(demandId) === 'cleared';

/** Somebody who may review a demand. */
export const someReviewer = (demandId: string, random: Random): Principal<'reviewer' | 'cleared-reviewer'> =>
  principal(isCleared(demandId) ? 'cleared-reviewer' : 'reviewer', random.pick(REVIEWERS));

export const someReleaser = (demandId: string, random: Random): Principal<'releaser' | 'cleared-releaser'> =>
  principal(isCleared(demandId) ? 'cleared-releaser' : 'releaser', random.pick(RELEASERS));

export const mailerOf = (demandId: string): Principal<'mailer' | 'cleared-mailer'> =>
  principal(isCleared(demandId) ? 'cleared-mailer' : 'mailer', 'mail-machine');

export const agentOf = (authorityId: string): Principal<'agent'> => ({
  ...principal('agent', `agent-of-${authorityId}`),
  authorityId,
});
