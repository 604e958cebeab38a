/** An invented customer of the sample provider. */
export type Account = {
  /** Such as `acct-0001`. */
  id: string;
  name: string;
  email: string;
  /** E.164; fictitious numbers only. */
  phone: string;
  /** Other identifiers that name it: user names of services. */
  userIds: readonly string[];
  customer: 'consumer' | 'enterprise';
  /** ISO 3166-1 alpha-2 of where the customer lives. */
  country: string;
  usPerson: boolean;
  inUS: boolean;
  dataCountry: string;
  controllerCountry: string;
  /** How much of the traffic is theirs, as against 1 for most. */
  activity: number;
  /** When the account was opened. */
  since: string;
};

export const ENTERPRISE_DOMAIN = 'acme-tenant.example';
