import { useKeys } from '../keys/keys.ts';

type Part = { id: string; title: string };

/** The parts of a long page, each with a link and, in their order, a key from `1` on. */
export function Parts({ parts }: { parts: readonly Part[] }) {
  useKeys(
    parts.map(({ id, title }, index) => ({
      key: String(index + 1),
      does: `Go to ${title}`,
      run: () => goTo(id),
    })),
  );
  return (
    <nav class="parts no-print" aria-label="Parts of this page">
      {parts.map(({ id, title }) => (
        <a key={id} class="govuk-link" href={`#${id}`}>
          {title}
        </a>
      ))}
    </nav>
  );
}

function goTo(part: string): void {
  const heading = document.getElementById(part);
  heading?.scrollIntoView();
  heading?.focus();
}
