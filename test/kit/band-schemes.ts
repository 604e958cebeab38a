import type { Structure } from '../../functions/reporting/chosen-schemes.ts';

const FISA_CONTENT = ['us/fisa-electronic-surveillance', 'us/fisa-702-directive'];

const ofStatute = { jurisdiction: 'US', cite: '50 U.S.C. 1874(a)', base: 0, chosen: true };
const wait = { days: 180 };

/** The four structures of 50 U.S.C. 1874(a), as far as tests need their categories. */
export const SCHEMES = {
  s1874a1_1000: {
    ...ofStatute,
    id: 'us-1874-a1',
    width: 1000,
    cadence: 'half-year',
    categories: [
      { id: 'national-security-letters', instruments: ['us/national-security-letter'], delay: { days: 0 } },
      { id: 'fisa-content', instruments: FISA_CONTENT, delay: wait },
    ],
  },
  s1874a2_500: {
    ...ofStatute,
    id: 'us-1874-a2',
    width: 500,
    cadence: 'half-year',
    categories: [
      { id: 'national-security-letters', instruments: ['us/national-security-letter'], delay: { days: 0 } },
      { id: 'fisa-content', instruments: FISA_CONTENT, delay: wait },
    ],
  },
  s1874a3_250: {
    ...ofStatute,
    id: 'us-1874-a3',
    width: 250,
    cadence: 'half-year',
    categories: [{ id: 'all-process', delay: { days: 0 } }],
  },
  s1874a4_100_annual: {
    ...ofStatute,
    id: 'us-1874-a4',
    width: 100,
    cadence: 'year',
    categories: [{ id: 'all-process', delay: { years: 1 } }],
  },
} as const satisfies Record<string, Structure>;
