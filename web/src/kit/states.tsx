import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useHere } from '../api/api-context.ts';
import { sayTrouble, type Trouble } from '../api/problem.ts';
import { leaveToSignIn } from '../session/sign-in.ts';

/** Nothing is there: says why, and what next. */
export const Empty = ({ children }: { children: ComponentChildren }) => <div class="empty">{children}</div>;

/** Said once, politely; what was there before stays where it is. */
export const Loading = ({ what = 'Loading' }: { what?: string }) => (
  <p class="loading" role="status">
    {what}…
  </p>
);

type TroubleProps = { trouble: Trouble; again?: () => void; label?: string };

/** What did not work, and what to do. With `again`, a button that tries it once more, or does what `label` says. */
export function TroubleBox({ trouble, again, label = 'Try again' }: TroubleProps) {
  if (trouble.kind === 'signed-out') return <Expired />;
  return (
    <div class="trouble" role="alert">
      <p class="trouble__what">{sayTrouble(trouble)}</p>
      {trouble.kind === 'problem' && trouble.faults.length > 0 && (
        <ul class="govuk-list govuk-list--bullet">
          {trouble.faults.map(({ pointer, detail }) => (
            <li key={pointer}>
              <code>{pointer}</code>: {detail}
            </li>
          ))}
        </ul>
      )}
      {trouble.kind === 'problem' && trouble.instance !== '' && (
        <p class="muted">
          If it stays so, tell whoever runs the service: <code>{trouble.instance}</code>
        </p>
      )}
      {again && (
        <button type="button" class="govuk-button govuk-button--secondary" onClick={again}>
          {label}
        </button>
      )}
    </div>
  );
}

/** The sign-in has ended; what was typed is kept for who signs in again. */
export function Expired() {
  const { config } = useHere();
  const signIn = () => void leaveToSignIn(config, location.pathname + location.search);
  return (
    <div class="banner" role="alert">
      <p>Your sign-in has ended. What you typed is kept in this tab.</p>
      <button type="button" class="govuk-button" onClick={signIn}>
        Sign in again
      </button>
    </div>
  );
}

/** Something changed elsewhere. Nothing on the page moves until its reader says so. */
export const Stale = ({ children, show, label = 'Show what is new' }: StaleProps) => (
  <div class="banner" role="status">
    <p>{children}</p>
    <button type="button" class="govuk-button govuk-button--secondary" onClick={show}>
      {label}
    </button>
  </div>
);
type StaleProps = { children: ComponentChildren; show: () => void; label?: string };

export type FieldError = { field: string; says: string };

/** What stands in the way of a form, each with a link to its field. It takes the focus when it comes. */
export function ErrorSummary({ errors }: { errors: readonly FieldError[] }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (errors.length > 0) ref.current?.focus();
  }, [errors]);
  if (errors.length === 0) return null;
  return (
    <div class="govuk-error-summary" tabIndex={-1} ref={ref} role="alert" aria-labelledby="errors-title">
      <h2 class="govuk-error-summary__title" id="errors-title">
        There is a problem
      </h2>
      <div class="govuk-error-summary__body">
        <ul class="govuk-list govuk-error-summary__list">
          {errors.map(({ field, says }) => (
            <li key={field}>
              <a href={`#${field}`} onClick={(event) => goTo(event, field)}>
                {says}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function goTo(event: Event, field: string): void {
  event.preventDefault();
  document.getElementById(field)?.focus();
}

export const errorOf = (errors: readonly FieldError[], field: string): string | undefined =>
  errors.find((one) => one.field === field)?.says;
