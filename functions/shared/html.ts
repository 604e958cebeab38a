/** Text that leads somewhere. */
export type Link = { to: string; text: string };

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup that was built by `html` and needs no escaping. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Part = string | number | Markup | Link | readonly Part[] | undefined | false;

/** Template tag: everything put in is escaped, except markup that came from here. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.reduce((text, string, index) => `${text}${textOf(parts[index - 1])}${string}`));
}

function textOf(part: Part): string {
  if (typeof part === 'string') return escaped(part);
  if (part === undefined || part === false) return '';
  if (part instanceof Markup) return part.text;
  if (isList(part)) return part.map(textOf).join('');
  if (typeof part === 'object') return html`<a href="${part.to}">${part.text}</a>`.text;
  return String(part);
}

/** Most text has nothing to escape, and asking is cheaper than replacing. */
const escaped = (text: string): string =>
  SPECIAL.test(text) ? text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '') : text;

const SPECIAL = /[&<>"']/;

const isList = (part: Part): part is readonly Part[] => Array.isArray(part);
