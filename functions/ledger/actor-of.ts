import type { Principal, Role } from '../shared/principal.ts';
import type { Actor } from './event.schema.ts';

/** What the ledger calls each role. A cleared role does what its namesake does, on demands that others do not see. */
const KINDS: Readonly<Record<Role, Actor['kind']>> = {
  agent: 'agent',
  reviewer: 'reviewer',
  releaser: 'releaser',
  auditor: 'auditor',
  'cleared-reviewer': 'reviewer',
  'cleared-releaser': 'releaser',
  'cleared-auditor': 'auditor',
  mailer: 'service',
  'cleared-mailer': 'service',
};

/** A caller as the ledger tells of it: in the role in which it acted. */
export const actorOf = ({ role, subject }: Principal): Actor => ({ kind: KINDS[role], subject });
