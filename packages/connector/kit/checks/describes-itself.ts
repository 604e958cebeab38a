import type { Check } from '../check.ts';
import { finding } from '../finding.ts';

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const ITEM = /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*$/;

export const describesItself: Check = {
  says: 'names its service and its items',
  run: async ({ subject: { connector } }) => {
    const { service, items } = connector;
    if (typeof service !== 'string' || !NAME.test(service))
      return [finding('bad-connector', 'The service has no name.')];
    if (!Array.isArray(items) || items.length === 0) return [finding('bad-connector', 'It serves no items.')];
    if (items.some((item) => !ITEM.test(String(item))))
      return [finding('bad-connector', 'An item is no name of the data dictionary.')];
    return new Set(items).size === items.length ? [] : [finding('bad-connector', 'An item is there twice.')];
  },
};
