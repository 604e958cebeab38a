/** How many texts one memory holds, and how long each may be: what strangers write must not fill the process. */
const KEPT = 1000;
const LONGEST = 80;

/** Answers a question about a text once, for texts that come again and again. Long ones are answered each time. */
export function remember<T>(answer: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const made = answer(text);
    if (text.length > LONGEST) return made;
    if (known.size >= KEPT) known.clear();
    known.set(text, made);
    return made;
  };
}
