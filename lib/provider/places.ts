import { Aws } from 'aws-cdk-lib';
import { type Elsewhere, SERVICE_NAMES, SERVICES, type Service } from '../../functions/provider/services.ts';
import type { ProviderStores } from './provider-stores.ts';

type Kind = 'tables' | 'buckets' | 'secrets';
type Places = Readonly<Record<Kind, Readonly<Record<string, Elsewhere | undefined>>>>;

const WORDS = {
  account: [/^\d{12}$/, 'the twelve digits of an account'],
  region: [/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region such as eu-west-1'],
  role: [/^(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/, 'the name of a role, after its path if it has one; no ARN'],
  externalId: [/^[\w+=,.@:/-]{8,1224}$/, '8 to 1,224 letters, digits and _+=,.@:/-'],
} as const;

/**
 * Where each store stands that is not here, by the name that services have for it.
 * @throws Error for what cannot be deployed, or would mean another thing than it says
 */
export function placesOf(elsewhere: ProviderStores['elsewhere']): Places {
  const places: Record<Kind, Record<string, Elsewhere | undefined>> = {
    tables: {},
    buckets: {},
    secrets: {},
  };
  for (const [service, there] of Object.entries(elsewhere)) requireShape(service, there);
  for (const service of SERVICE_NAMES)
    for (const kind of ['tables', 'buckets', 'secrets'] as const)
      for (const name of SERVICES[service][kind]) {
        const there = elsewhere[service];
        if (name in places[kind] && !isSame(places[kind][name], there))
          throw new Error(
            `functions/provider/services.ts: ${service} and another service share ${kind} "${name}", and say of different places that it is there.`,
          );
        places[kind][name] = there;
      }
  return places;
}

function requireShape(service: string, there: Elsewhere): void {
  for (const name of ['account', 'region', 'role', 'externalId'] as const) {
    const [shape, wanted] = WORDS[name];
    if (!shape.test(there[name]))
      throw new Error(`functions/provider/services.ts: ${name} of ${service} elsewhere is to be ${wanted}.`);
  }
}

const isSame = (one: Elsewhere | undefined, other: Elsewhere | undefined) =>
  JSON.stringify(one) === JSON.stringify(other);

export const roleArnOf = ({ account, role }: Elsewhere) =>
  `arn:${Aws.PARTITION}:iam::${account}:role/${role}`;

/** The services whose stores are here. */
export const servicesHere = ({ elsewhere }: Pick<ProviderStores, 'elsewhere'>): readonly Service[] =>
  SERVICE_NAMES.filter((service) => !elsewhere[service]);

/** What the broker's variable says of stores elsewhere (functions/retrieval/reading.env.ts). */
export const readingRole = (there: Elsewhere): string =>
  `{"roleArn":"${roleArnOf(there)}","region":"${there.region}","externalId":"${there.externalId}"}`;
