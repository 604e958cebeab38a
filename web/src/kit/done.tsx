import type { ComponentChildren } from 'preact';
import { useFocus } from './use-focus.ts';

/** What was recorded, and where one goes from there. It takes the place of a form, and its focus. */
export function Done({ title, children }: { title: ComponentChildren; children: ComponentChildren }) {
  const heading = useFocus<HTMLHeadingElement>();
  return (
    <section class="check" aria-labelledby="done">
      <h2 class="govuk-heading-m" id="done" tabIndex={-1} ref={heading}>
        {title}
      </h2>
      {children}
    </section>
  );
}
