import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useHere } from '../api/api-context.ts';
import { Page } from '../kit/page.tsx';
import { Loading } from '../kit/states.tsx';
import { homeOf } from '../start.tsx';
import { comeBack, leaveToSignIn, NotSignedIn } from './sign-in.ts';

/** Where the issuer sends people back to. */
export function SignedIn() {
  const { config } = useHere();
  const { route } = useLocation();
  const [trouble, setTrouble] = useState('');
  useEffect(() => {
    comeBack(config).then(
      ({ session, to }) => route(to === '/' ? homeOf(session.role) : to, true),
      (error: unknown) => {
        if (!(error instanceof NotSignedIn)) throw error;
        setTrouble(error.message);
      },
    );
  }, []);
  if (trouble === '') return <Loading what="Signing you in" />;
  return (
    <Page title="You are not signed in">
      <p class="govuk-body" role="alert">
        {trouble}
      </p>
      <button type="button" class="govuk-button" onClick={() => void leaveToSignIn(config, '/')}>
        Sign in
      </button>
    </Page>
  );
}
