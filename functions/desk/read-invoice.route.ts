import { route } from '../shared/route.ts';
import { Invoice } from './invoice.schema.ts';

export const readInvoiceRoute = route({
  method: 'GET',
  path: '/demands/{id}/invoice',
  roles: ['reviewer', 'releaser', 'auditor'],
  summary: 'Draft the invoice for a disclosure',
  clearedToo: true,
  answers: {
    200: { says: 'What the tariff asks for what was disclosed, as data and in words', json: Invoice },
  },
  problems: ['not_found', 'own_demand', 'same_session', 'nothing_to_invoice', 'no_tariff'],
});
