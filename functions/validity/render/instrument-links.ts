import { html, joined, type Markup } from './html.ts';

export const instrumentLinks = (ids: readonly string[]): Markup =>
  html`${joined(
    ids.map((id) => html`<a href="/rulebook/${id}">${id}</a>`),
    ', ',
  )}`;
