import { useEffect, useState } from 'preact/hooks';
import { isExpired, type Session, sessions } from './session.ts';

/** The session of this tab, and whether its time is over; the page is drawn again when either changes. */
export function useSession(): { session: Session | undefined; hasExpired: boolean } {
  const [, again] = useState({});
  const session = sessions.now;
  useEffect(() => sessions.watch(() => again({})), []);
  useEffect(() => {
    if (!session || isExpired(session)) return;
    const timer = setTimeout(() => again({}), Math.min(session.expiresAt - Date.now(), 2 ** 31 - 1));
    return () => clearTimeout(timer);
  }, [session]);
  return { session, hasExpired: session !== undefined && isExpired(session) };
}
