import { check } from './check.ts';
import { metIf } from './verdict.ts';

/** Whether the court may issue such a paper at all, as far as anybody has looked: what a person of ours found counts before the paper. */
export const courtCompetence = check('court-competence', {
  group: 'issuing',
  parameters: {},
  words: {},
  asks:
    () =>
    ({ demand, circumstances }) =>
      metIf((circumstances.competence ?? demand.issuer.competence ?? 'confirmed') === 'confirmed'),
  hadWork: (_, { demand, circumstances }) =>
    (circumstances?.competence ?? demand.issuer.competence) === 'confirmed',
});
