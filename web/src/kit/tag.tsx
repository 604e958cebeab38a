import type { ComponentChildren } from 'preact';

export type Tone = 'plain' | 'danger' | 'caution' | 'done' | 'link';

/** A state in a word; the colour only repeats it. */
export const Tag = ({ tone = 'plain', children }: { tone?: Tone; children: ComponentChildren }) => (
  <strong class={`govuk-tag tag tag--${tone}`}>{children}</strong>
);
