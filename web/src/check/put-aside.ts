/** A package that another page of this tab has just fetched, so that nobody must look for it among their files. */
export type Aside = { file: File; sha256: string };

let aside: Aside | undefined;

export function putAside(one: Aside): void {
  aside = one;
}

/** Given once. */
export function takeAside(): Aside | undefined {
  const one = aside;
  aside = undefined;
  return one;
}
