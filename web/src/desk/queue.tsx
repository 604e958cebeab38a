import { Page } from '../kit/page.tsx';

export const Queue = () => (
  <Page title="Desk">
    <p class="govuk-body">Nothing is here yet.</p>
  </Page>
);
