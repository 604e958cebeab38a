/** A package that another page of this tab has fetched, so that nobody must look for it among their files. */
export type Aside = { demandId: string; file: File; sha256: string };

let aside: Aside | undefined;
let isForCheck = false;

/** The latest alone: the browser keeps its bytes as long as the tab. */
export function putAside(one: Aside): void {
  aside = one;
}

/** What this tab has of a demand's package. */
export const asideOf = (demandId: string, sha256: string): File | undefined =>
  aside?.demandId === demandId && aside.sha256 === sha256 ? aside.file : undefined;

/** That the page which checks packages begins with it. */
export function checkAside(): void {
  isForCheck = true;
}

/** Given once. */
export function takeAside(): Aside | undefined {
  const one = isForCheck ? aside : undefined;
  isForCheck = false;
  return one;
}
