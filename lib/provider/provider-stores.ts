import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { BucketOf, Elsewhere, SecretOf, Service, TableOf } from '../../functions/provider/services.ts';

/** What the retrieval needs to know of a store: its name, for functions; its ARN, for policies. */
export interface ProviderTable {
  readonly tableName: string;
  readonly tableArn: string;
}

export interface ProviderBucket {
  readonly bucketName: string;
  arnForObjects(keys: string): string;
}

/**
 * The provider's own stores, keyed as functions/provider/sample-provider.tables.ts says: tables by account, objects
 * under `<account>/`. A provider whose stores differ brings connectors of its own and a construct that keeps this.
 */
export interface ProviderStores {
  /** Identifier to account. */
  readonly directory: ProviderTable;
  /** Those that services name (functions/provider/services.ts). */
  readonly tables: Readonly<Record<TableOf<Service>, ProviderTable>>;
  readonly buckets: Readonly<Record<BucketOf<Service>, ProviderBucket>>;
  /** ARNs of secrets by which other stores let connectors in. Nothing in a template has their values. */
  readonly secrets: Readonly<Record<SecretOf<Service>, string>>;
  /** Services whose stores are in another account or region, with the role there. */
  readonly elsewhere: Readonly<Partial<Record<Service, Elsewhere>>>;
  /** Country of the establishment in the Union that European orders are addressed to, such as `IE`; empty: none is known. */
  readonly establishment: string;
  /** The key under which all of them are encrypted. */
  readonly keyArn: string;
  /** Lets a principal look an identifier up in the directory. */
  letResolve(grantee: IConstruct & IGrantable): void;
}
