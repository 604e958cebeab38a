import { describe, expect, test } from '@jest/globals';
import { decide } from '../../functions/validity/decide/decide.ts';
import { law } from '../validity/law.ts';

/** Offices that sound like those of a statute. */
const LOOK_ALIKES = [
  'administrative-law-judge',
  'arbitration-tribunal',
  'attorney',
  'bailiff',
  'bankruptcy-judge',
  'clerk-of-the-court',
  'department-of-criminal-justice',
  'estate-agent',
  'executive-magistrate',
  'foreign-court',
  'friend-of-the-court',
  'immigration-judge',
  'loan-officer',
  'ministry-of-justice',
  'moot-court-judge',
  'notary',
  'officer-of-the-court',
  'plaintiff',
  'power-of-attorney',
  'press-officer',
  'private-investigator',
  'private-prosecutor',
  'retired-judge',
  'small-claims-judge',
  'tax-court-judge',
  'traffic-court-judge',
  'village-court',
];
const GOES_ON = new Set(['accept', 'narrow', 'preserve', 'suspend']);
/** A registry may seal what its court has ordered. */
const SEALED_BY_REGISTRY = new Set(['xx/civil-order']);

const pages = Object.values(law.instruments).filter(({ id }) => !id.startsWith('us/'));
const national = pages.filter(({ id }) => !/^eu\/epoc/.test(id));

describe('offices and authorities', () => {
  test.each(national.map((page) => [page.id, page] as const))(
    '%s lets no look-alike of an office make and sign it',
    (id, { sample: { demand, circumstances } }) => {
      const passing = LOOK_ALIKES.filter((role) => {
        if (role === 'clerk-of-the-court' && SEALED_BY_REGISTRY.has(id)) return false;
        const disguised = { ...demand, issuer: { role }, signatures: [{ role }] };
        return GOES_ON.has(decide(law, disguised, circumstances).outcome);
      });
      expect(passing).toEqual([]);
    },
  );

  test.each(national.filter(({ series }) => series !== 'civil').map((page) => [page.id, page] as const))(
    '%s gives nothing to a private party, whatever it calls itself',
    (_id, { sample: { demand, circumstances } }) => {
      for (const kind of ['civil-litigant', 'law-enforcement', 'court'] as const) {
        const authority = { ...demand.authority, level: 'private' as const, kind };
        const { outcome, reasons } = decide(law, { ...demand, authority }, circumstances);
        expect([kind, outcome, reasons.includes('wrong-issuer')]).toEqual([kind, 'reject', true]);
      }
    },
  );
});
