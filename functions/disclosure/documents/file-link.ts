/** Pictures, sound and text: what a browser shows and does not run, whoever wrote it. */
const SHOWN = /\.(?:png|jpe?g|gif|webp|bmp|mp3|m4a|wav|ogg|opus|mp4|webm|txt|eml|mbox)$/i;

/** Tables and lists of ours stand in the account's folder itself, with names of ours. */
const OURS = /^data\/accounts\/[^/]+\/(?:mail\/)?[a-z][a-z.-]*(?:-\d+)?\.(?:csv|json|jsonl|mbox)$/;

/**
 * Where a link to a file of the package points, from the base folder; undefined for a file that may run in whoever
 * opens it: a page, a drawing, a document, a program, or something that does not say what it is.
 */
export const linkTo = (path: string): string | undefined =>
  SHOWN.test(path) || OURS.test(path) ? path.split('/').map(encoded).join('/') : undefined;

/** Half a surrogate pair, which no path of a package has, would be no URL. */
const encoded = (part: string) =>
  encodeURIComponent(part.toWellFormed()).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
