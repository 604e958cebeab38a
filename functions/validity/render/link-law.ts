import type { Rulebook } from '../decide/rulebook.ts';
import { namesIn, type Sources } from '../pages/sources.schema.ts';

/**
 * Text with a number in it; or, to be passed over, a whole element in which a citation leads nowhere: titles, codes, what is a
 * link already. None of these stands in another of its kind.
 */
const TEXT = /<(a|code|dt|h[1-4]|head|nav|th)\b[^>]*>.*?<\/\1>|(?<=>)[^<]*\d[^<]*/gs;
const NUMBER = '\\d+(?:\\.\\d+)*[A-Za-z]{0,2}';

/** Links every citation of a document that was made by `html` to where its law is published, as sources.yaml says. */
export function linkLaw(document: string, { general: { sources } }: Rulebook): string {
  if (linker?.of !== sources) linker = { of: sources, linked: linkerOf(sources) };
  const { linked } = linker;
  return document.replace(TEXT, (part) => (part.startsWith('<') ? part : linked(part)));
}

/** The last one made: a service has one rulebook. */
let linker: { of: Sources; linked: (text: string) => string } | undefined;

function linkerOf({ sources }: Sources): (text: string) => string {
  const cited = sources.flatMap(({ cited: all, url }) => all.map((text) => ({ text, url })));
  const found = new RegExp(
    `(?<![\\w.])(?:${cited.map(({ text }, index) => `(?<_${index}>${patternOf(text, index)})`).join('|')})`,
    'g',
  );
  return (text) =>
    text.replace(found, (...match) => {
      const [all, groups] = [String(match[0]), Object(match.at(-1)) as Record<string, string | undefined>];
      const index = cited.findIndex((_, place) => groups[`_${place}`] !== undefined);
      const { text: form = '', url = '' } = cited[index] ?? {};
      const to = namesIn(form).reduce(
        (sum, name) => sum.replaceAll(`{${name}}`, groups[`${name}${index}`] ?? ''),
        url,
      );
      return `<a href="${to.replaceAll('&', '&amp;')}" rel="noreferrer">${all}</a>`;
    });
}

/** A form of sources.yaml as an expression, with a group for each name. */
const patternOf = (form: string, index: number): string =>
  form
    .split(/(\{[a-z]+\})/)
    .map((part) =>
      part.startsWith('{')
        ? `(?<${part.slice(1, -1)}${index}>${NUMBER})`
        : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
    )
    .join('');
