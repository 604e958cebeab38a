import { Page } from './page.tsx';

const again = () => location.reload();

/** A page whose program did not come: the network was lost, or a newer release took its place. */
export const NotLoaded = () => (
  <Page title="This page could not be loaded">
    <p class="govuk-body" role="alert">
      The network was lost, or the service was renewed. What you typed is kept in this tab.
    </p>
    <LoadAgain />
  </Page>
);

/** A page that an answer broke, such as one of another version of the service. */
export const Broken = () => (
  <main class="govuk-width-container govuk-main-wrapper" id="main">
    <Page title="This page cannot be shown">
      <p class="govuk-body" role="alert">
        The service answered what this page does not understand. What you typed is kept in this tab. If it
        stays so, tell whoever runs the service.
      </p>
      <LoadAgain />
      <p>
        <button type="button" class="link-button" onClick={() => location.assign('/')}>
          Begin at the first page
        </button>
      </p>
    </Page>
  </main>
);

const LoadAgain = () => (
  <button type="button" class="govuk-button" onClick={again}>
    Load it again
  </button>
);
