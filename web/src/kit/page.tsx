import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

type Props = {
  title: string;
  /** Instead of the title in the heading, where it is to look otherwise. */
  heading?: ComponentChildren;
  /** What stands above the heading, in small letters. */
  caption?: ComponentChildren;
  children: ComponentChildren;
};

let hasBegun = false;

/**
 * A page: its title in the browser's tab, and its heading, which takes the focus when one comes from another page; or that
 * part of it which the address names.
 */
export function Page({ title, heading = title, caption, children }: Props) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – Due Process`;
  }, [title]);
  useEffect(() => {
    if (hasBegun) (partNamed(location.hash.slice(1)) ?? ref.current)?.focus();
    hasBegun = true;
  }, []);
  return (
    <>
      {caption !== undefined && <p class="caption">{caption}</p>}
      <h1 class="govuk-heading-l" tabIndex={-1} ref={ref}>
        {heading}
      </h1>
      {children}
    </>
  );
}

function partNamed(id: string): HTMLElement | null {
  const part = document.getElementById(id);
  return part?.parentElement?.closest('main') ? part : null;
}
