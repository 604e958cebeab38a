/** The roles that a token may carry, as docs/design.md names them; a test compares them with the product's. */
export const ROLES: readonly string[] = [
  'agent',
  'reviewer',
  'releaser',
  'auditor',
  'cleared-reviewer',
  'cleared-releaser',
  'cleared-auditor',
  'mailer',
  'cleared-mailer',
];
