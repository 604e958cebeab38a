import { Page } from '../kit/page.tsx';

export const Agent = () => (
  <Page title="Your demands">
    <p class="govuk-body">Nothing is here yet.</p>
  </Page>
);
