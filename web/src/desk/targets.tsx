import type { DemandView } from '../api/client.ts';
import { sayCode, sayCount } from '../kit/say.ts';
import { Section } from '../kit/section.tsx';
import { Time } from '../kit/time.tsx';

type Account = NonNullable<DemandView['accounts']>[number];
type LookedFor = NonNullable<DemandView['matched']>[number];

/** Whom the demand names, which accounts that found and how, and what it found nothing for. */
export function Targets({ view }: { view: DemandView }) {
  const { demand, accounts = [], matched = [], unmatched = [], tooManyAccounts } = view;
  return (
    <Section id="target" title={demand.targets.length === 1 ? 'Target' : `${demand.targets.length} targets`}>
      {tooManyAccounts && (
        <p class="presses__overdue">
          They name more accounts than one demand can be checked for. It can be refused only.
        </p>
      )}
      {demand.targets.map((target, index) => {
        const looked = [...matched, ...unmatched].find((one) => one.target === index);
        return (
          <article class="target" key={index}>
            <h3 class="govuk-heading-s">
              {index + 1}. {sayCode(target.type)}: <code>{target.value}</code>
            </h3>
            {looked && <HowFound looked={looked} asWritten={target.value} />}
            <Accounts accounts={accounts.filter((one) => one.target === index)} />
          </article>
        );
      })}
    </Section>
  );
}

function HowFound({ looked, asWritten }: { looked: LookedFor; asWritten: string }) {
  const { identifier, from, to, otherTimes, others } = looked;
  if (identifier === undefined) return <p>It names no account, so nobody looked for one.</p>;
  return (
    <>
      <p>
        Looked for {identifier === asWritten ? 'as it is written' : <code>{identifier}</code>}, from{' '}
        <Time at={from} /> until <Time at={to} />.
      </p>
      {others > 0 && (
        <p>
          At other times it named {sayCount(others, 'account')}:{' '}
          {otherTimes.map((time, index) => (
            <span key={`${time.from}${time.to}`}>
              {index > 0 && '; '}
              {time.from ? (
                <>
                  from <Time at={time.from} />{' '}
                </>
              ) : (
                ''
              )}
              {time.to ? (
                <>
                  until <Time at={time.to} />
                </>
              ) : (
                ''
              )}
            </span>
          ))}
          .
        </p>
      )}
    </>
  );
}

function Accounts({ accounts }: { accounts: readonly Account[] }) {
  if (accounts.length === 0) return <p>No account was found.</p>;
  return (
    <table class="govuk-table stack">
      <caption class="govuk-visually-hidden">Accounts that were found</caption>
      <thead>
        <tr>
          <th scope="col">Account</th>
          <th scope="col">Customer</th>
          <th scope="col">It was theirs</th>
        </tr>
      </thead>
      <tbody>
        {accounts.map(({ account, customer, from, to }) => (
          <tr key={account}>
            <th scope="row" data-label="Account">
              <code>{account}</code>
            </th>
            <td data-label="Customer">{sayCode(customer)}</td>
            <td data-label="It was theirs">
              <span>
                {from ? (
                  <>
                    from <Time at={from} />{' '}
                  </>
                ) : (
                  ''
                )}
                {to ? (
                  <>
                    until <Time at={to} />
                  </>
                ) : from ? (
                  'until now'
                ) : (
                  'all the time'
                )}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
