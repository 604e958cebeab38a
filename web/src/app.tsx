import { useMemo } from 'preact/hooks';
import { LocationProvider, lazy, Route, Router } from 'preact-iso';
import { HereProvider, hereOf } from './api/api-context.ts';
import type { Config } from './config.ts';
import { Layout } from './layout.tsx';
import { NotFound } from './not-found.tsx';
import { SignedIn } from './session/signed-in.tsx';
import { Start } from './start.tsx';

/** Paths of these pages. Every other on this origin, such as the rulebook, is the API's own page. */
const OURS = /^\/(?:desk|agent|check|signed-in)(?:[/?#]|$)|^\/(?:[?#]|$)/;

const Queue = lazy(() => import('./desk/queue.tsx').then(({ Queue }) => Queue));
const DemandPage = lazy(() => import('./desk/demand.tsx').then(({ DemandPage }) => DemandPage));
const DecidePage = lazy(() => import('./desk/decide.tsx').then(({ DecidePage }) => DecidePage));
const RecordPage = lazy(() => import('./desk/record/record.tsx').then(({ RecordPage }) => RecordPage));
const ReleasePage = lazy(() => import('./desk/release.tsx').then(({ ReleasePage }) => ReleasePage));
const Agent = lazy(() => import('./agent/agent.tsx').then(({ Agent }) => Agent));
const FilePage = lazy(() => import('./agent/file/file-page.tsx').then(({ FilePage }) => FilePage));
const StatusPage = lazy(() => import('./agent/status/status-page.tsx').then(({ StatusPage }) => StatusPage));
const Check = lazy(() => import('./check/check.tsx').then(({ Check }) => Check));

export function App({ config }: { config: Config }) {
  const here = useMemo(() => hereOf(config), [config]);
  return (
    <HereProvider value={here}>
      <LocationProvider scope={OURS}>
        <Layout>
          <Router>
            <Route path="/" component={Start} />
            <Route path="/signed-in" component={SignedIn} />
            <Route path="/desk" component={Queue} />
            <Route path="/desk/demands/:id" component={DemandPage} />
            <Route path="/desk/demands/:id/decide" component={DecidePage} />
            <Route path="/desk/demands/:id/record" component={RecordPage} />
            <Route path="/desk/demands/:id/release" component={ReleasePage} />
            <Route path="/agent" component={Agent} />
            <Route path="/agent/file" component={FilePage} />
            <Route path="/agent/demands/:id" component={StatusPage} />
            <Route path="/check" component={Check} />
            <Route default component={NotFound} />
          </Router>
        </Layout>
      </LocationProvider>
    </HereProvider>
  );
}
