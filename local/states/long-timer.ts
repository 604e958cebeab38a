/** The longest delay that setTimeout keeps; a longer one fires at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** A timer of any length, that does not keep the process alive. Returns the function that stops it. */
export function startLongTimer(milliseconds: number, fire: () => void): () => void {
  const due = Date.now() + milliseconds;
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    const left = due - Date.now();
    timer = setTimeout(left > LONGEST_MS ? wait : fire, Math.min(Math.max(left, 0), LONGEST_MS));
    timer.unref();
  };
  wait();
  return () => clearTimeout(timer);
}
