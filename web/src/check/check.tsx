import { Page } from '../kit/page.tsx';

export const Check = () => (
  <Page title="Check a package">
    <p class="govuk-body">It stays on this computer.</p>
  </Page>
);
