import { useLocation } from 'preact-iso';
import { Page } from '../../kit/page.tsx';
import { RequireRole } from '../../session/require-role.tsx';
import { useSession } from '../../session/use-session.ts';
import { Identity } from '../demand.tsx';
import { OfDemand } from '../of-demand.tsx';
import { sayName } from '../say-status.tsx';
import type { Read } from '../use-demand.ts';
import { YouOpened } from '../you-opened.tsx';
import { AnswerForm } from './answer-form.tsx';
import { DecideOrderForm } from './decide-order-form.tsx';
import { ObjectionForm } from './objection-form.tsx';
import { OrderForm } from './order-form.tsx';
import { OutcomeForm } from './outcome-form.tsx';
import { TakeUpForm } from './take-up-form.tsx';

const TITLES: Record<string, string> = {
  answer: 'Record counsel’s answer',
  objection: 'Record an objection',
  outcome: 'Record what came of an objection',
  order: 'Record an order about silence',
  'decide-order': 'Decide on an order about silence',
  'take-up': 'Take up the demand that failed',
};

/** Where a reviewer records what happened to a demand elsewhere, or takes it up after it failed. */
export const RecordPage = () => (
  <RequireRole of="desk">
    <OfDemand kept="What you wrote">{(read, again) => <Shown read={read} again={again} />}</OfDemand>
  </RequireRole>
);

function Shown({ read, again }: { read: Read; again: () => void }) {
  const { query } = useLocation();
  const { session } = useSession();
  const { view } = read;
  const title = TITLES[query.as ?? ''];
  const isReviewer = session?.role?.endsWith('reviewer') === true;
  return (
    <Page title={`${title ?? 'Nothing to record'}: ${sayName(view)}`} caption={view.demand.authority.name}>
      <Identity view={view} />
      {query.as === 'take-up' && <YouOpened view={view} />}
      {isReviewer ? (
        <Form as={query.as ?? ''} number={Number(query.n)} read={read} again={again} />
      ) : (
        <p>Reviewers record this. You are here as {session?.role ?? 'nobody'}.</p>
      )}
    </Page>
  );
}

type FormProps = { as: string; number: number; read: Read; again: () => void };

function Form({ as, number, read: { view, events }, again }: FormProps) {
  switch (as) {
    case 'answer':
      return <AnswerForm view={view} again={again} />;
    case 'objection':
      return <ObjectionForm view={view} again={again} />;
    case 'outcome':
      return <OutcomeForm key={number} view={view} again={again} number={number} />;
    case 'order':
      return <OrderForm view={view} again={again} />;
    case 'decide-order':
      return <DecideOrderForm key={number} view={view} again={again} number={number} />;
    case 'take-up':
      return <TakeUpForm view={view} events={events} again={again} />;
    default:
      return <p>Go back to the demand, and choose there what you record.</p>;
  }
}
