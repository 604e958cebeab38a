import type { Principal } from '../shared/principal.ts';
import type { DemandRecord } from './demand-record.schema.ts';

type Sessions = Pick<DemandRecord, 'sessions'>;
type Caller = Pick<Principal, 'person' | 'session'>;

/** The sessions of a demand with that of somebody who acts on it now; nothing where the token names none. */
export const withSession = ({ sessions = {} }: Sessions, { person, session }: Caller): Sessions =>
  session === undefined ? {} : { sessions: { ...sessions, [session]: person } };

/** Whether another person acted on the demand in the session in which this one comes: then both are one. */
export function isAnothersSession({ sessions = {} }: Sessions, { person, session }: Caller): boolean {
  if (session === undefined || !Object.hasOwn(sessions, session)) return false;
  return sessions[session] !== person;
}
