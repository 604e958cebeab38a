import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Target } from '../shared/demand.schema.ts';
import { asHardwareAddress } from '../shared/identifiers/device-id.ts';
import { withUnicodeDomain } from '../shared/identifiers/email-address.ts';
import { normalForm } from '../shared/identifiers/normal-form.ts';
import { type AccountDirectory, type DirectoryEntry, isHeldIn } from './account-directory.ts';
import { identifier } from './sample-provider.tables.ts';

/** What an item does not say, says as null or empty, or says in another type, is not known. */
const country = z.catch(z.optional(z.string().check(z.minLength(1))), undefined);
const flag = z.catch(z.optional(z.boolean()), undefined);

const Entry = z.object({
  since: z.string(),
  until: z.nullish(z.string()),
  account: z.string(),
  customer: z.enum(['consumer', 'enterprise', 'public-sector']),
  locale: country,
  usPerson: flag,
  inUS: flag,
  dataCountry: country,
  controllerCountry: country,
});

/** Types that can name an account; the others are searches, and nothing is searched here. */
const SPECIFIC: ReadonlySet<Target['type']> = new Set([
  'email',
  'phone',
  'account-id',
  'device',
  'ip-address',
]);

/** The sample provider's directory: a query by identifier, of whose entries those count that held within the time. */
export function dynamoAccountDirectory(
  documents: DynamoDBDocumentClient,
  tableName: string,
): AccountDirectory {
  return {
    find: async (target, time) => {
      const form = SPECIFIC.has(target.type) ? formOf(target) : undefined;
      if (form === undefined) return { holders: [], otherTimes: [] };
      const entries: DirectoryEntry[] = [];
      for (const spelling of spellingsOf(target, form))
        entries.push(...(await entriesOf(identifier(target.type, spelling), documents, tableName)));
      return {
        identifier: form,
        holders: entries.filter((entry) => isHeldIn(entry, time)),
        otherTimes: entries.filter((entry) => !isHeldIn(entry, time)).map(({ from, to }) => ({ from, to })),
      };
    },
  };
}

/** To this provider the case of a local part makes no difference. */
function formOf(target: Target): string | undefined {
  const form = normalForm(target);
  return target.type === 'email' ? form?.toLowerCase().normalize('NFC') : form;
}

/** How the directory may spell it: in its form, with a domain in letters, or as somebody once entered it. */
function spellingsOf({ type, value }: Target, form: string): Set<string> {
  if (type === 'email') return new Set([form, withUnicodeDomain(form), value.toLowerCase(), value]);
  const other = type === 'device' ? asHardwareAddress(value) : undefined;
  return new Set([form, value, ...(other === undefined ? [] : [other])]);
}

async function entriesOf(
  key: string,
  documents: DynamoDBDocumentClient,
  TableName: string,
): Promise<DirectoryEntry[]> {
  const entries: DirectoryEntry[] = [];
  const query: QueryCommandInput = {
    TableName,
    KeyConditionExpression: 'identifier = :identifier',
    ExpressionAttributeValues: { ':identifier': key },
    ConsistentRead: true,
  };
  do {
    const { Items = [], LastEvaluatedKey } = await documents.send(new QueryCommand(query));
    for (const item of Items) {
      const { since, until, ...about } = Entry.parse(item);
      entries.push({ ...about, from: instantOf(since), ...(until ? { to: instantOf(until) } : {}) });
    }
    query.ExclusiveStartKey = LastEvaluatedKey;
  } while (query.ExclusiveStartKey);
  return entries;
}

/** As the system writes instants, so that text order is time order. @throws RangeError for what is none */
const instantOf = (moment: string) => new Date(moment).toISOString();
