import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useHere } from '../api/api-context.ts';
import { Page } from '../kit/page.tsx';
import type { Role } from './session.ts';
import { leaveToSignIn, NotSignedIn } from './sign-in.ts';
import { useSession } from './use-session.ts';

/** Whose pages these are. What is shown on them the API decides again, by the token. */
export function RequireRole({ of, children }: { of: 'desk' | 'agent'; children: ComponentChildren }) {
  const { session } = useSession();
  if (!session) return <SignInFirst />;
  if (fits(session.role, of)) return <>{children}</>;
  return (
    <Page title="Not your page">
      <p class="govuk-body">
        {of === 'desk'
          ? 'This page is for reviewers, releasers and auditors.'
          : 'This page is for people who act for an authority.'}{' '}
        You are signed in {session.role === undefined ? 'without a role here' : `as ${session.role}`}. Whoever
        keeps your organisation’s accounts gives roles.
      </p>
    </Page>
  );
}

const fits = (role: Role | undefined, of: 'desk' | 'agent'): boolean =>
  role !== undefined && (role === 'agent') === (of === 'agent');

function SignInFirst() {
  const { config } = useHere();
  const [trouble, setTrouble] = useState('');
  const signIn = () =>
    leaveToSignIn(config, location.pathname + location.search).catch((error: unknown) => {
      if (!(error instanceof NotSignedIn)) throw error;
      setTrouble(error.message);
    });
  return (
    <Page title="Sign in first">
      <p class="govuk-body" role="alert">
        {trouble === '' ? 'You come back to this page once you are signed in.' : trouble}
      </p>
      <button type="button" class="govuk-button" onClick={() => void signIn()}>
        Continue with your organisation
      </button>
    </Page>
  );
}
