/** Where the issuer sends people: to programs of this machine (RFC 8252, 7.3), and to pages that it was told of. */
export type Registered = {
  /** Whether a code may go there. The address must be one of ours to the letter; of a program's the port is free. */
  isRedirect(address: string): boolean;
  /** Whether who signed out may be led there. */
  isEnd(address: string): boolean;
  /** Whether a page of this origin may read what the issuer answers. */
  isPage(origin: string): boolean;
};

const PROGRAM = /^http:\/\/(localhost|127\.0\.0\.1):(?!0)\d{1,5}\/callback$/;

/** @param pages gives the origins at which the pages are served, such as `http://127.0.0.1:8080` */
export function registered(pages: () => readonly string[]): Registered {
  const isOne = (address: string, path: string): boolean =>
    pages().some((origin) => address === `${origin}${path}`);
  return {
    isRedirect: (address) => (PROGRAM.test(address) && URL.canParse(address)) || isOne(address, '/signed-in'),
    isEnd: (address) => isOne(address, '/'),
    isPage: (origin) => isOne(origin, ''),
  };
}
