import { ConnectorServerFault } from './http-fault.ts';

const LONGEST = 2048;
const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * The address of a connector's server. Without TLS the secret would be everybody's: `http:` is for this machine only.
 * @throws ConnectorServerFault
 */
export function serverAddress(text: string): URL {
  const url = parsed(text);
  if (!url) throw new ConnectorServerFault('address', 'the address of the server is no URL');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.has(url.hostname)))
    throw new ConnectorServerFault('address', 'the address begins with https://, or is of this machine');
  if (url.username !== '' || url.password !== '')
    throw new ConnectorServerFault('address', 'a secret has no place in an address; give it apart');
  if (url.hash !== '') throw new ConnectorServerFault('address', 'the address has a fragment');
  return url;
}

/** Where a blob is: at the server itself, and nowhere else. The secret goes along. @throws ConnectorServerFault */
export function blobAddress(href: unknown, server: URL): URL {
  const url =
    typeof href === 'string' && href !== '' && href.length <= LONGEST ? parsed(href, server) : undefined;
  if (!url || url.origin !== server.origin || url.username !== '' || url.password !== '')
    throw new ConnectorServerFault('blob-address', 'the address of a blob is not one of the server itself');
  url.hash = '';
  return url;
}

/** Node.js 20 has no `URL.parse`. */
function parsed(text: string, base?: URL): URL | undefined {
  return URL.canParse(text, base?.href) ? new URL(text, base) : undefined;
}
