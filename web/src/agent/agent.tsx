import { useLocation } from 'preact-iso';
import { useHere } from '../api/api-context.ts';
import { type AgentPage, type AgentSummary, given } from '../api/client.ts';
import { useAnswer } from '../api/use-answer.ts';
import { Page } from '../kit/page.tsx';
import { Empty, Loading, TroubleBox } from '../kit/states.tsx';
import { Time } from '../kit/time.tsx';
import { useFocusAfter } from '../kit/use-focus.ts';
import { useLaw } from '../law/rulebook.ts';
import { RequireRole } from '../session/require-role.tsx';
import { StandingTag } from './status/standing-tag.tsx';

/** The demands of an agent's authority, newest first. */
export const Agent = () => (
  <RequireRole of="agent">
    <Page title="Your demands">
      <p>
        <a class="govuk-button" href="/agent/file">
          File a demand
        </a>
      </p>
      <Demands />
    </Page>
  </RequireRole>
);

function Demands() {
  const { api } = useHere();
  const { query } = useLocation();
  const { after } = query;
  const { value, trouble, isLoading, again } = useAnswer(
    async (signal) =>
      (await given(
        api.GET('/demands', { params: { query: { limit: 50, ...(after ? { after } : {}) } }, signal }),
      )) as AgentPage,
    [after],
  );
  const list = useFocusAfter<HTMLDivElement>(after);
  return (
    <div ref={list} tabIndex={-1}>
      {trouble && <TroubleBox trouble={trouble} again={again} />}
      {isLoading && !value && <Loading what="Reading your demands" />}
      {value?.demands.length === 0 && (
        <Empty>
          <p>Your authority has filed nothing here yet. What you file stands here, with what became of it.</p>
        </Empty>
      )}
      {value && value.demands.length > 0 && <Table demands={value.demands} />}
      {(after !== undefined || value?.next !== undefined) && (
        <nav aria-label="Pages of the list">
          <ul class="pages">
            {after !== undefined && (
              <li>
                <a class="govuk-link" href="/agent">
                  Newest
                </a>
              </li>
            )}
            {value?.next !== undefined && (
              <li>
                <a class="govuk-link" href={`/agent?after=${encodeURIComponent(value.next)}`}>
                  Older demands
                </a>
              </li>
            )}
          </ul>
        </nav>
      )}
    </div>
  );
}

function Table({ demands }: { demands: readonly AgentSummary[] }) {
  const law = useLaw();
  return (
    <table class="govuk-table stack">
      <caption class="govuk-visually-hidden">Demands of your authority, newest first</caption>
      <thead>
        <tr>
          <th scope="col">Reference</th>
          <th scope="col">Instrument</th>
          <th scope="col">Filed</th>
          <th scope="col">Where it is</th>
        </tr>
      </thead>
      <tbody>
        {demands.map((demand) => (
          <tr key={demand.id}>
            <th scope="row" data-label="Reference">
              <a class="govuk-link" href={`/agent/demands/${demand.id}`}>
                {demand.reference ?? 'Without a reference'}
              </a>
            </th>
            <td data-label="Instrument">
              <span>{law.instrument(demand.instrument)}</span>
            </td>
            <td data-label="Filed">
              <Time at={demand.filedAt} />
            </td>
            <td data-label="Where it is">
              <StandingTag demand={demand} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
