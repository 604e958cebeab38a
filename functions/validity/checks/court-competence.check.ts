import { check } from './check.ts';
import { metIf } from './verdict.ts';

/** Whether the court may issue such a paper at all, as far as anybody has looked. */
export const courtCompetence = check('court-competence', {
  group: 'issuing',
  parameters: {},
  words: {},
  asks:
    () =>
    ({ demand }) =>
      metIf(demand.issuer.competence !== 'unknown'),
  hadWork: (_, { demand }) => demand.issuer.competence === 'confirmed',
});
