import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Authority } from '../../functions/authorities/authority.schema.ts';
import { readAuthority } from '../../functions/authorities/dynamodb-authority-register.ts';
import { documentClient } from '../../functions/shared/dynamodb.ts';
import { wrongArguments } from '../arguments.ts';
import { InputError, readJsonInput } from '../input-file.ts';

/** The register for the person who keeps it. */
export type Register = {
  find(id: string): Promise<Authority | undefined>;
  all(): Promise<Authority[]>;
  put(authority: Authority): Promise<void>;
};

export type Where = { state?: string | undefined; table?: string | undefined; endpoint?: string | undefined };

const Laptop = z.object({
  awsEndpoint: z.string(),
  region: z.optional(z.string()),
  credentials: z.optional(z.object({ accessKeyId: z.string(), secretAccessKey: z.string() })),
  outputs: z.object({ AuthoritiesTable: z.string() }),
});

/** A table by its name, with the caller's credentials; or that of a laptop, which must run. @throws InputError */
export function openRegister({ state, table, endpoint }: Where, usage: string): Register {
  if (state !== undefined && (table !== undefined || endpoint !== undefined))
    throw wrongArguments('Name a laptop or a table', usage);
  if (endpoint !== undefined && !URL.canParse(endpoint)) throw wrongArguments('--endpoint is a URL', usage);
  if (table === undefined) return ofLaptop(state ?? '.due-process');
  const client = endpoint === undefined ? new DynamoDBClient({}) : new DynamoDBClient({ endpoint });
  return registerIn(documentClient(client), table);
}

function ofLaptop(folder: string): Register {
  const file = join(folder, 'laptop.json');
  if (!existsSync(file)) throw new InputError(`There is no ${file}: start the laptop, or name a --table.`);
  const read = Laptop.safeParse(readJsonInput(file));
  if (!read.success) throw new InputError(`${file}: it names no register of authorities.`);
  const { awsEndpoint, region = 'us-east-1', credentials, outputs } = read.data;
  const client = new DynamoDBClient({
    endpoint: awsEndpoint,
    region,
    maxAttempts: 2,
    credentials: credentials ?? { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  return registerIn(documentClient(client), outputs.AuthoritiesTable);
}

function registerIn(documents: DynamoDBDocumentClient, TableName: string): Register {
  return {
    find: async (id) => {
      const { Item } = await documents.send(new GetCommand({ TableName, Key: { id }, ConsistentRead: true }));
      return Item && readAuthority(Item);
    },
    all: async () => {
      const found: Authority[] = [];
      for await (const { Items = [] } of paginateScan({ client: documents }, { TableName }))
        found.push(...Items.map(readAuthority));
      return found.sort((one, other) => (one.id < other.id ? -1 : 1));
    },
    put: async (Item) => {
      await documents.send(new PutCommand({ TableName, Item }));
    },
  };
}
