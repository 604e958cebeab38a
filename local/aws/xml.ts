const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const escapeXml = (text: string): string =>
  text
    .replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char)
    // XML 1.0 cannot carry control characters as they are; a reference keeps the document readable.
    .replace(/\p{Cc}/gu, (char) => `&#${char.charCodeAt(0)};`);

export type XmlContent =
  | string
  | number
  | boolean
  | undefined
  | XmlContent[]
  | { [name: string]: XmlContent };

/** Writes one element; a list becomes as many elements of its name, undefined none. */
export function element(name: string, content: XmlContent, attributes = ''): string {
  if (content === undefined) return '';
  if (Array.isArray(content)) return content.map((one) => element(name, one, attributes)).join('');
  const inner =
    typeof content === 'object'
      ? Object.entries(content)
          .map(([child, value]) => element(child, value))
          .join('')
      : escapeXml(String(content));
  return `<${name}${attributes}>${inner}</${name}>`;
}

export const xmlDocument = (name: string, content: XmlContent, namespace: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${element(name, content, ` xmlns="${namespace}"`)}`;
