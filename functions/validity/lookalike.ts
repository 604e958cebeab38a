/** Letters of other scripts, and signs, that are read as others. */
const READ_AS: Readonly<Record<string, string>> = {
  ...{
    а: 'a',
    е: 'e',
    о: 'o',
    р: 'p',
    с: 'c',
    у: 'y',
    х: 'x',
    ѕ: 's',
    і: 'l',
    ј: 'j',
    ԁ: 'd',
    һ: 'h',
    ԛ: 'q',
    ԝ: 'w',
  },
  ...{
    ո: 'n',
    ս: 'u',
    օ: 'o',
    ց: 'g',
    α: 'a',
    ε: 'e',
    ο: 'o',
    ρ: 'p',
    ν: 'v',
    υ: 'u',
    ι: 'l',
    κ: 'k',
    τ: 't',
    ɡ: 'g',
    ı: 'l',
  },
  ...{ '0': 'o', '1': 'l', i: 'l', '5': 's' },
};

/** How a domain looks: what is read alike is the same. */
const looksLike = (domain: string): string =>
  [...domain.normalize('NFKD').replace(/\p{M}/gu, '')]
    .map((letter) => READ_AS[letter] ?? letter)
    .join('')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replaceAll('cl', 'd');

/** From this many letters on, two may differ and a reader still takes one for the other. */
const LONG = 12;
/** A name that is shorter stands under too many endings to be anybody's. */
const TELLING = 5;

/** Whether a domain looks like one that is registered, and is neither it nor below it. */
export function isLookalike(stated: string, registered: readonly string[]): boolean {
  const isTheirs = registered.some((domain) => stated === domain || stated.endsWith(`.${domain}`));
  return !isTheirs && registered.some((domain) => resembles(stated, domain));
}

function resembles(stated: string, domain: string): boolean {
  const labels = domain.split('.');
  // What stands before it is a host's name.
  const tail = stated.split('.').slice(-labels.length).join('.');
  const [seen, known] = [looksLike(tail), looksLike(domain)];
  const most = domain.length >= LONG ? 2 : 1;
  if (seen === known || isWithin(seen, known, most)) return true;
  // `agency.example.net`, `agency-example.net`, `agency.example-portal.net`.
  const whole = looksLike(stated);
  if ([known, known.replaceAll('.', '-')].some((name) => whole.includes(name))) return true;
  const [name = ''] = labels;
  // The same name under another ending.
  return name.length >= TELLING && stated.split('.').slice(-2)[0] === name;
}

/** Whether two texts differ by no more letters than this, two that were swapped counting as one. */
function isWithin(one: string, other: string, most: number): boolean {
  if (Math.abs(one.length - other.length) > most) return false;
  const [a, b] = [[...one], [...other]];
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of a.entries()) {
    const next = [i + 1];
    for (const [j, against] of b.entries()) {
      const swapped =
        i > 0 && j > 0 && letter === b[j - 1] && a[i - 1] === against ? (before[j - 1] ?? 0) + 1 : Infinity;
      const replaced = (row[j] ?? 0) + (letter === against ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, swapped));
    }
    [before, row] = [row, next];
  }
  return (row.at(-1) ?? 0) <= most;
}
