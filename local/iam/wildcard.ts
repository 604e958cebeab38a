const compiled = new Map<string, RegExp>();

/** IAM's patterns: `*` is any run of characters, `?` any one. */
export function matchesWildcard(pattern: string, value: string, ignoreCase = false): boolean {
  if (pattern === '*') return true;
  const key = `${ignoreCase ? 'i' : 's'}${pattern}`;
  let regex = compiled.get(key);
  if (regex === undefined) {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    regex = new RegExp(`^${source}$`, ignoreCase ? 'is' : 's');
    // Session policies name keys of their own, so patterns never stop coming.
    if (compiled.size > 5000) compiled.clear();
    compiled.set(key, regex);
  }
  return regex.test(value);
}

/** ARNs match part by part, so that a star never reaches over a colon; the last part may hold colons. */
export function matchesArn(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  const patterns = splitArn(pattern);
  const parts = splitArn(arn);
  return (
    patterns.length === parts.length &&
    patterns.every((one, index) => matchesWildcard(one, parts[index] ?? ''))
  );
}

function splitArn(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
