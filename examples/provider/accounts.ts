import { type Account, ENTERPRISE_DOMAIN } from './account.ts';
import type { Random } from './random.ts';

const FIRST = [
  'Amara',
  'Benedict',
  'Chiara',
  'Dmitri',
  'Elspeth',
  'Farid',
  'Greta',
  'Hideo',
  'Imani',
  'Jonas',
  'Kaya',
  'Lorenz',
  'Mirela',
  'Nadir',
  'Odette',
  'Pavel',
  'Quilla',
  'Rosalind',
  'Samir',
  'Thora',
  'Ulrich',
  'Valeria',
  'Wendell',
  'Ximena',
  'Yusuf',
  'Zelda',
];
const LAST = [
  'Abernethy',
  'Brandvold',
  'Castellane',
  'Dunmore',
  'Eschenbach',
  'Fairweather',
  'Greenhalgh',
  'Halloran',
  'Ingersoll',
  'Jankowiak',
  'Kettleburn',
  'Lindqvist',
  'Marchetti',
  'Nightingale',
  'Oyelaran',
  'Pemberton',
  'Quistgaard',
  'Ravenscroft',
  'Silvestri',
  'Thistlewood',
  'Underhill',
  'Vandermeer',
  'Whitlock',
  'Yarborough',
  'Zimmerli',
];

type Known = Partial<Account> & Pick<Account, 'email' | 'name'>;

/** Accounts that the sample demands name. */
const KNOWN: readonly Known[] = [
  { email: 'alice@example.com', name: 'Alice Harrowgate', phone: '+12025550100', activity: 8 },
  { email: 'bob@example.com', name: 'Bob Pemberley', activity: 6 },
  { email: 'carol@example.com', name: 'Carol Winterbourne', activity: 5 },
  { email: 'dave@example.com', name: 'Dave Okonkwo-Bell', activity: 4 },
  { email: 'streamer@example.com', name: 'Stella Reamer', activity: 3 },
  { email: 'erin@example.com', name: 'Erin Vasquez-Lund', activity: 4 },
  { email: 'frank@example.com', name: 'Frank Tillinghast', activity: 4 },
  { email: 'grace@example.com', name: 'Grace Abiodun-Kerr', activity: 4 },
  { email: 'user123@example.com', name: 'Perrin Oakhollow', userIds: ['user123'], activity: 2 },
  {
    email: 'user789@example.net',
    name: 'Leonie Steinbrecher',
    userIds: ['user789'],
    country: 'DE',
    usPerson: false,
    inUS: false,
    activity: 2,
  },
  { email: 'user900@example.com', name: 'Tobias Merriweather', userIds: ['user900'], activity: 2 },
  european('user@example.es', 'Inés Caldera Robledo', 'ES'),
  european('user@example.pl', 'Bożena Wiśniowska', 'PL'),
];

const TENANT_ROLES = ['cfo', 'chair', 'counsel', 'hr', 'operations', 'it', 'sales', 'support'];

function european(email: string, name: string, country: string): Known {
  const abroad = { country, dataCountry: country, controllerCountry: country };
  return { email, name, ...abroad, usPerson: false, inUS: false, activity: 2 };
}

/** The provider's customers: those that sample demands name, one enterprise tenant, and others up to `count`. */
export function inventAccounts(random: Random, today: Date, count: number): Account[] {
  const known: Known[] = [
    ...KNOWN,
    ...TENANT_ROLES.map(
      (role): Known => ({
        email: `${role}@${ENTERPRISE_DOMAIN}`,
        name: inventName(random),
        customer: 'enterprise',
        activity: 2,
      }),
    ),
  ];
  const taken = new Set(known.map(({ email }) => email));
  while (known.length < count) {
    const name = inventName(random);
    const [first = '', last = ''] = name.toLowerCase().split(' ');
    const email = `${first}.${last}@${random.pick(['example.com', 'example.org', 'example.net'])}`;
    if (!taken.has(email)) known.push({ email, name });
    taken.add(email);
  }
  return known.map((account, index) => complete(account, index, random, today));
}

const inventName = (random: Random) => `${random.pick(FIRST)} ${random.pick(LAST)}`;

function complete(known: Known, index: number, random: Random, today: Date): Account {
  const opened = new Date(today.getTime() - random.int(760, 3600) * 86_400_000);
  return {
    id: `acct-${String(index + 1).padStart(4, '0')}`,
    // 555-0100 to 555-0199 are kept for fiction; area codes make 60 different ones of them.
    phone: `+1${random.pick(['202', '212', '312', '415', '617'])}5550${String(100 + index).padStart(3, '0')}`,
    userIds: [],
    customer: 'consumer',
    country: 'US',
    usPerson: true,
    inUS: true,
    dataCountry: 'US',
    controllerCountry: 'US',
    activity: 1,
    since: opened.toISOString(),
    ...known,
  };
}
