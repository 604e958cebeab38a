import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useHere } from './api/api-context.ts';
import { Shortcuts } from './keys/shortcuts.tsx';
import { useKeepFocus } from './kit/keep-focus.ts';
import { sayCode } from './kit/say.ts';
import { Expired } from './kit/states.tsx';
import { ROLES, type Session, sessions } from './session/session.ts';
import { useSession } from './session/use-session.ts';
import { homeOf } from './start.tsx';

/** What every page stands in: a way past the header, who is signed in, where one can go. */
export function Layout({ children }: { children: ComponentChildren }) {
  const { session, hasExpired } = useSession();
  const { path } = useLocation();
  useKeepFocus();
  return (
    <>
      <a href="#main" class="govuk-skip-link">
        Skip to the main content
      </a>
      <header class="top">
        <div class="govuk-width-container top__row">
          <a class="top__name" href="/">
            Due Process
          </a>
          <Navigation session={session} path={path} />
          {session && <WhoIsHere session={session} />}
        </div>
      </header>
      <div class="govuk-width-container">
        {hasExpired && <Expired />}
        <main class="govuk-main-wrapper" id="main" tabIndex={-1}>
          {children}
        </main>
      </div>
      <footer class="bottom">
        <div class="govuk-width-container bottom__row">
          <p>An engineer’s reading of the law, not legal advice. Times are UTC.</p>
          <Shortcuts />
        </div>
      </footer>
    </>
  );
}

function Navigation({ session, path }: { session: Session | undefined; path: string }) {
  const { config } = useHere();
  const links = [
    ...(session?.role === undefined
      ? []
      : [{ href: homeOf(session.role), label: session.role === 'agent' ? 'Your demands' : 'Desk' }]),
    { href: '/check', label: 'Check a package' },
    { href: `${config.api}/rulebook`, label: 'Rulebook' },
    { href: `${config.api}/reports`, label: 'Reports' },
  ];
  return (
    <nav aria-label="Pages">
      <ul class="top__links">
        {links.map(({ href, label }) => (
          <li key={href}>
            <a
              href={href}
              aria-current={path === href ? 'page' : path.startsWith(`${href}/`) ? 'true' : undefined}
            >
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function WhoIsHere({ session: { subject, role, roles } }: { session: Session }) {
  const { route } = useLocation();
  const signOut = () => {
    sessions.end();
    route('/');
  };
  return (
    <div class="who">
      <span class="who__name">{subject}</span>
      {roles.length > 1 ? (
        <ActAs key={role} role={role} roles={roles} />
      ) : (
        <span class="muted">{role === undefined ? 'no role' : sayCode(role)}</span>
      )}
      <button type="button" class="link-button" onClick={signOut}>
        Sign out
      </button>
    </div>
  );
}

/** Chosen first and taken with a button: whoever goes through the roles by arrows is not led away at the first of them. */
function ActAs({ role, roles }: Pick<Session, 'role' | 'roles'>) {
  const { route } = useLocation();
  const [chosen, setChosen] = useState(role);
  const act = (event: Event) => {
    event.preventDefault();
    if (!chosen) return;
    sessions.actAs(chosen);
    route(homeOf(chosen));
  };
  return (
    <form onSubmit={act}>
      <label>
        <span class="govuk-visually-hidden">Acting as</span>
        <select
          class="who__role"
          value={chosen}
          onChange={({ currentTarget }) => setChosen(ROLES.find((one) => one === currentTarget.value))}
        >
          {roles.map((one) => (
            <option key={one} value={one}>
              {sayCode(one)}
            </option>
          ))}
        </select>
      </label>{' '}
      {chosen !== role && (
        <button type="submit" class="link-button">
          Change role
        </button>
      )}
    </form>
  );
}
