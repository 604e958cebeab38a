/** What rules are about, in the order in which a reader asks. */
export const GROUPS = {
  issuing: 'Who issues, signs and serves it, and on whom',
  paper: 'What the paper must say',
  times: 'Times',
  scope: 'Which data, and whose',
  keeping: 'Keeping data',
  genuine: 'Whether it is genuine',
  person: 'What a person looks at',
} as const;

export type Group = keyof typeof GROUPS;
