import { useLocation, useRoute } from 'preact-iso';
import { useHere } from '../../api/api-context.ts';
import { type AgentView, type Api, given } from '../../api/client.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { Page } from '../../kit/page.tsx';
import { Loading, TroubleBox } from '../../kit/states.tsx';
import { Time } from '../../kit/time.tsx';
import { useLaw } from '../../law/rulebook.ts';
import { RequireRole } from '../../session/require-role.tsx';
import { Asked } from './asked.tsx';
import { Decision } from './decision.tsx';
import { Messages } from './messages.tsx';
import { Milestones, readMilestones } from './milestones.tsx';
import { Package } from './package.tsx';
import { Questions } from './questions.tsx';
import { StandingTag } from './standing-tag.tsx';
import { Withdraw } from './withdraw.tsx';

/** Where one demand is, for who filed it: what is asked of them first. */
export const StatusPage = () => {
  const { params } = useRoute();
  return (
    <RequireRole of="agent">
      <Status id={params.id ?? ''} />
    </RequireRole>
  );
};

async function read(api: Api, id: string, signal: AbortSignal) {
  const [view, events] = await Promise.all([
    given(api.GET('/demands/{id}', { params: { path: { id } }, signal })),
    readMilestones(api, id).catch(() => undefined),
  ]);
  // The role of who asks decides which of the two the service answers.
  return { view: view as AgentView, events };
}

function Status({ id }: { id: string }) {
  const { api } = useHere();
  const law = useLaw();
  const { query } = useLocation();
  const { value, trouble, again } = useAnswer((signal) => read(api, id, signal), [id]);
  if (!value)
    return trouble ? <TroubleBox trouble={trouble} again={again} /> : <Loading what="Reading the demand" />;
  const { view, events } = value;
  return (
    <>
      <a href="/agent" class="govuk-back-link no-print">
        Your demands
      </a>
      <Page title={view.reference ?? 'Demand without a reference'} caption={law.instrument(view.instrument)}>
        {query.filed === '1' && (view.status === 'received' || view.status === 'in-progress') && (
          <div class="banner banner--done" role="status">
            <p>
              <strong>Filed</strong> on <Time at={view.filedAt} />. Nothing more is to be done until somebody
              asks.
            </p>
          </div>
        )}
        {trouble && <TroubleBox trouble={trouble} again={again} />}
        <Questions view={view} again={again} />
        <p>
          <StandingTag demand={view} /> Filed on <Time at={view.filedAt} />
          <button type="button" class="link-button no-print refresh" onClick={again}>
            Look again
          </button>
        </p>
        <Related view={view} />
        <Package view={view} again={again} />
        <Decision view={view} />
        <Milestones events={events} />
        <Asked view={view} />
        <Messages view={view} again={again} />
        <Withdraw view={view} again={again} />
      </Page>
    </>
  );
}

function Related({ view: { supersedes, supersededBy, pays, debt } }: { view: AgentView }) {
  return (
    <>
      {supersededBy !== undefined && (
        <p>
          <a href={`/agent/demands/${supersededBy}`}>Another demand</a> took its place.
        </p>
      )}
      {supersedes !== undefined && (
        <p>
          It took the place of <a href={`/agent/demands/${supersedes}`}>an earlier demand</a>.
        </p>
      )}
      {pays !== undefined && (
        <p>
          It is the legal process for <a href={`/agent/demands/${pays}`}>an emergency</a>.
        </p>
      )}
      {debt?.state === 'owed' && (
        <p class="about">
          Legal process for this emergency is owed until <Time at={debt.until} />. File it with this one’s
          reference.
        </p>
      )}
    </>
  );
}
