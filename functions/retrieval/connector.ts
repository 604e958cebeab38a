import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Connector as ConnectorWith } from '../../packages/connector/contract.ts';
import type { ObjectReader } from './object-store.ts';

export type { Found, Grant, Json, Unfound } from '../../packages/connector/contract.ts';

/** Clients made from the credentials of one grant's session. They can reach what its session policy names. */
export type Clients = {
  documents: DynamoDBDocumentClient;
  bucket(name: string): ObjectReader;
  /** What stood under an ARN when the grant was opened. It has no place in a record, an error or a log. */
  secret(arn: string): string;
};

/** Reads one service of the provider inside a grant, by the contract. What it may reach is in `READS` (access.ts). */
export type Connector = ConnectorWith<Clients>;
