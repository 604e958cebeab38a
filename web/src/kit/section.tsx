import type { ComponentChildren } from 'preact';

/** A part of a page that a key, a link or the list of parts leads to. */
export const Section = ({
  id,
  title,
  children,
}: {
  id: string;
  title: ComponentChildren;
  children: ComponentChildren;
}) => (
  <section class="part" aria-labelledby={id}>
    <h2 class="govuk-heading-m" id={id} tabIndex={-1}>
      {title}
    </h2>
    {children}
  </section>
);

/** A part that the API did not tell: said, so that nobody takes it for empty. */
export const Unavailable = ({ what }: { what: string }) => (
  <p class="muted">
    <strong>Unavailable.</strong> {what}
  </p>
);
