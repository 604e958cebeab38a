import type { Target } from '../demand.schema.ts';
import { deviceForm } from './device-id.ts';
import { emailForm } from './email-address.ts';
import { ipForm, ipRangeForm } from './ip-address.ts';
import { opaqueForm } from './opaque-id.ts';
import { phoneForm } from './phone-number.ts';

type Identifier = Pick<Target, 'type' | 'value'>;

const FORMS: Readonly<Record<Target['type'], (value: string) => string | undefined>> = {
  email: emailForm,
  phone: phoneForm,
  'account-id': (value) => opaqueForm(value, 2),
  device: deviceForm,
  'ip-address': ipForm,
  'ip-range': ipRangeForm,
  geofence: (value) => (/^\S.{2,}$/s.test(value) ? value : undefined),
  keyword: (value) => (/^\S.*$/s.test(value) ? value : undefined),
};

/**
 * An identifier as it is looked up and compared: all spellings of one have the same form, those of two never do. What was
 * served stays as it is.
 * @returns undefined for what is none of its type
 */
export const normalForm = ({ type, value }: Identifier): string | undefined => FORMS[type](value);
