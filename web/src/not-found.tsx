import { Page } from './kit/page.tsx';

export const NotFound = () => (
  <Page title="There is no such page">
    <p class="govuk-body">
      Look at the address, or begin at{' '}
      <a href="/" class="govuk-link">
        the first page
      </a>
      .
    </p>
  </Page>
);
