import type { ComponentType } from 'preact';
import { useMemo } from 'preact/hooks';
import { ErrorBoundary, LocationProvider, lazy, Route, Router } from 'preact-iso';
import { HereProvider, hereOf } from './api/api-context.ts';
import type { Config } from './config.ts';
import { NotLoaded } from './kit/not-loaded.tsx';
import { Layout } from './layout.tsx';
import { NotFound } from './not-found.tsx';
import { SignedIn } from './session/signed-in.tsx';
import { Start } from './start.tsx';

/** Paths of these pages. Every other on this origin, such as the rulebook, is the API's own page. */
const OURS = /^\/(?:desk|agent|check|signed-in)(?:[/?#]|$)|^\/(?:[?#]|$)/;

/** A page that is loaded when it is first shown; of one that does not come, that it did not. */
const page = (load: () => Promise<ComponentType>) => lazy(() => load().catch(() => NotLoaded));

const Queue = page(() => import('./desk/queue.tsx').then(({ Queue }) => Queue));
const DemandPage = page(() => import('./desk/demand.tsx').then(({ DemandPage }) => DemandPage));
const DecidePage = page(() => import('./desk/decide.tsx').then(({ DecidePage }) => DecidePage));
const RecordPage = page(() => import('./desk/record/record.tsx').then(({ RecordPage }) => RecordPage));
const ReleasePage = page(() => import('./desk/release.tsx').then(({ ReleasePage }) => ReleasePage));
const Agent = page(() => import('./agent/agent.tsx').then(({ Agent }) => Agent));
const FilePage = page(() => import('./agent/file/file-page.tsx').then(({ FilePage }) => FilePage));
const StatusPage = page(() => import('./agent/status/status-page.tsx').then(({ StatusPage }) => StatusPage));
const Check = page(() => import('./check/check.tsx').then(({ Check }) => Check));

/** @param broken is told that a page could not be drawn, which leaves half of it behind */
export function App({ config, broken }: { config: Config; broken: () => void }) {
  const here = useMemo(() => hereOf(config), [config]);
  return (
    <HereProvider value={here}>
      <LocationProvider scope={OURS}>
        <Layout>
          <ErrorBoundary onError={broken}>
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
          </ErrorBoundary>
        </Layout>
      </LocationProvider>
    </HereProvider>
  );
}
