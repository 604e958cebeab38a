import { render } from 'preact';
import { App } from './app.tsx';
import { NoConfig, readConfig } from './config.ts';
import { Broken } from './kit/not-loaded.tsx';
import { sessions } from './session/session.ts';

const root = document.getElementById('app');
if (root) {
  readConfig().then(
    (config) => {
      sessions.resume(config);
      render(<App config={config} broken={() => startAnew(root)} />, root);
    },
    (error: unknown) => {
      if (!(error instanceof NoConfig)) throw error;
      render(<Unready />, root);
    },
  );
}

/** What a page left that broke while it was drawn gives way to words, in a place of their own. */
function startAnew(root: Element): void {
  const place = document.createElement('div');
  root.replaceChildren(place);
  render(<Broken />, place);
}

const Unready = () => (
  <main class="govuk-width-container govuk-main-wrapper">
    <h1 class="govuk-heading-l">The pages cannot begin</h1>
    <p class="govuk-body">
      The host did not say where the service is. Look at your network, then load the page again.
    </p>
  </main>
);
