import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';

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
 * The provider's own stores, keyed as functions/retrieval/sample-provider.tables.ts says: tables by account, objects
 * under `<account>/`. A provider whose stores differ brings connectors of its own and a construct that keeps this.
 */
export interface ProviderStores {
  /** Identifier to account. */
  readonly directory: ProviderTable;
  readonly subscribers: ProviderTable;
  readonly sessions: ProviderTable;
  readonly mail: ProviderTable;
  readonly messages: ProviderTable;
  readonly calls: ProviderTable;
  readonly files: ProviderTable;
  readonly mailBucket: ProviderBucket;
  readonly filesBucket: ProviderBucket;
  /** The key under which all of them are encrypted. */
  readonly keyArn: string;
  /** Lets a principal look an identifier up in the directory. */
  letResolve(grantee: IConstruct & IGrantable): void;
}
