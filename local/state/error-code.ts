/** Whether a failure of the system has this code. Not by class: test runners give each file an Error of its own. */
export const hasCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;
