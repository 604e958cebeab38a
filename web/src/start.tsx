import { useState } from 'preact/hooks';
import { useHere } from './api/api-context.ts';
import { Page } from './kit/page.tsx';
import type { Role } from './session/session.ts';
import { leaveToSignIn, NotSignedIn } from './session/sign-in.ts';
import { useSession } from './session/use-session.ts';

/** Where somebody of a role works. */
export const homeOf = (role: Role | undefined): string =>
  role === undefined ? '/' : role === 'agent' ? '/agent' : '/desk';

/** The first page: sign in, or go on. */
export function Start() {
  const { session, hasExpired } = useSession();
  return (
    <Page title="Legal demands for customer data">
      {session && !hasExpired ? <GoOn role={session.role} subject={session.subject} /> : <SignIn />}
      <PublicPages />
      <h2 class="govuk-heading-m">What we record</h2>
      <p class="govuk-body">
        Who filed, read, decided and released, and when, is in the ledger of each demand. Nobody can take it
        out again.
      </p>
    </Page>
  );
}

function GoOn({ role, subject }: { role: Role | undefined; subject: string }) {
  if (role === undefined)
    return (
      <p class="govuk-body">
        You are signed in as <strong>{subject}</strong>, and your organisation gave you no role here. Whoever
        keeps its accounts can: ask for agent, reviewer, releaser or auditor, then sign in again.
      </p>
    );
  return (
    <p class="govuk-body">
      <a class="govuk-button" href={homeOf(role)}>
        {role === 'agent' ? 'Go to your demands' : 'Go to the desk'}
      </a>
    </p>
  );
}

function SignIn() {
  const { config } = useHere();
  const [trouble, setTrouble] = useState('');
  const signIn = () => {
    setTrouble('');
    leaveToSignIn(config, '/').catch((error: unknown) => {
      if (!(error instanceof NotSignedIn)) throw error;
      setTrouble(error.message);
    });
  };
  return (
    <>
      <p class="govuk-body">
        Authorities file demands here, the legal desk decides on them, and what leaves can be checked by
        anyone who has it.
      </p>
      {trouble !== '' && (
        <p class="trouble" role="alert">
          {trouble}
        </p>
      )}
      <button type="button" class="govuk-button" onClick={signIn}>
        Continue with your organisation
      </button>
    </>
  );
}

function PublicPages() {
  const { config } = useHere();
  return (
    <>
      <h2 class="govuk-heading-m">For everyone</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>
          <a class="govuk-link" href={`${config.api}/rulebook`}>
            The rulebook
          </a>
          : what each kind of demand may ask for, and by which law
        </li>
        <li>
          <a class="govuk-link" href={`${config.api}/reports`}>
            Transparency reports
          </a>
        </li>
        <li>
          <a class="govuk-link" href="/check">
            Check a package
          </a>{' '}
          on your own computer
        </li>
      </ul>
    </>
  );
}
