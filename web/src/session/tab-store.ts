/** What this tab keeps until it is closed or its person signs out. Without storage nothing outlives a reload. */
const PREFIX = 'due-process:';

export function keep(name: string, value: unknown): void {
  try {
    sessionStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Full, or forbidden: the page works on without it.
  }
}

/** Undefined where nothing was kept. The caller looks at what it is. */
export function kept(name: string): unknown {
  try {
    const text = sessionStorage.getItem(PREFIX + name);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function forget(name: string): void {
  try {
    sessionStorage.removeItem(PREFIX + name);
  } catch {
    // Nothing was kept then.
  }
}

/** Forgets all whose names begin so. */
export function forgetAll(beginning = ''): void {
  try {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(PREFIX + beginning)) sessionStorage.removeItem(key);
    }
  } catch {
    // Nothing was kept then.
  }
}
