import { useEffect, useRef, useState } from 'preact/hooks';
import { useHere } from '../api/api-context.ts';
import { type DemandView, given } from '../api/client.ts';
import { hasCode, type Trouble, Troubled } from '../api/problem.ts';
import { useKeys } from '../keys/keys.ts';
import { Checkboxes, Radios, Select, TextArea } from '../kit/fields.tsx';
import { sayCode } from '../kit/say.ts';
import { ErrorSummary, errorOf, type FieldError, TroubleBox } from '../kit/states.tsx';
import { focusFirst } from '../kit/use-focus.ts';
import { useLaw } from '../law/rulebook.ts';
import { useSession } from '../session/use-session.ts';
import { CheckDecision } from './check-decision.tsx';
import { CONFLICTS, Conflict } from './conflict.tsx';
import { chosenBy, type DecideForm, faultsOf, questionsOf, reasonKind, requestOf } from './decide-draft.ts';
import { Narrow } from './narrow.tsx';
import { ReadElsewhere } from './read-elsewhere.tsx';
import { BroughtPapers } from './record/brought-papers.tsx';
import { notShownPapers } from './you-opened.tsx';

type Props = { view: DemandView } & DecideForm;

/** Approve, narrow, refuse or send elsewhere: first a form, then a check of what it says, then the decision. */
export function ReviewForm({ view, draft, set, clear, again, decided }: Props) {
  const { api } = useHere();
  const [step, setStep] = useState<'form' | 'check' | 'form again'>('form');
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [trouble, setTrouble] = useState<Trouble | undefined>(undefined);
  const [isSending, setSending] = useState(false);
  const check = (event: Event) => {
    event.preventDefault();
    const faults = faultsOf(draft, view);
    setErrors(faults);
    setTrouble(undefined);
    if (faults.length === 0) setStep('check');
  };
  const decide = async () => {
    if (isSending) return;
    setSending(true);
    setTrouble(undefined);
    try {
      const path = { id: view.id };
      const body = requestOf(draft, view);
      const reviewed = await given(api.POST('/demands/{id}/review', { params: { path }, body }));
      clear();
      decided(reviewed);
    } catch (error) {
      if (!(error instanceof Troubled)) throw error;
      setTrouble(error.trouble);
    } finally {
      setSending(false);
    }
  };
  if (hasCode(trouble, ...CONFLICTS))
    return (
      <Conflict
        mine={view}
        draft={draft}
        trouble={trouble}
        again={() => {
          setTrouble(undefined);
          setStep('form again');
          again();
        }}
      />
    );
  return (
    <>
      {trouble && <TroubleBox trouble={trouble} />}
      {step !== 'check' ? (
        <Questions
          view={view}
          draft={draft}
          set={set}
          errors={errors}
          check={check}
          trouble={trouble}
          isAgain={step === 'form again'}
        />
      ) : (
        <CheckDecision
          view={view}
          draft={draft}
          back={() => setStep('form again')}
          decide={() => void decide()}
          isSending={isSending}
        />
      )}
    </>
  );
}

type QuestionsProps = Pick<Props, 'view' | 'draft' | 'set'> & {
  errors: readonly FieldError[];
  check: (event: Event) => void;
  trouble: Trouble | undefined;
  /** Somebody came back to it. */
  isAgain: boolean;
};

function Questions({ view, draft, set, errors, check, trouble, isAgain }: QuestionsProps) {
  const law = useLaw();
  const { session } = useSession();
  const form = useRef<HTMLFormElement>(null);
  useSubmitKey(form);
  // It works in fields too, so that it is heard there; here it is told.
  useKeys(SUBMIT_KEY);
  useEffect(() => {
    if (isAgain) focusFirst(form.current);
  }, []);
  const { decision } = draft;
  const isApproval = decision === 'approve';
  const kind = reasonKind(decision, isApproval ? chosenBy(draft, view) : {});
  const questions = isApproval ? questionsOf(view) : [];
  const notShown = notShownPapers(view, session?.subject);
  const wantsMore = isApproval && (draft.more !== '' || hasCode(trouble, 'more_than_least'));
  return (
    <form ref={form} onSubmit={check} noValidate>
      <ErrorSummary errors={errors} />
      {isApproval && <Narrow view={view} draft={draft} set={set} errors={errors} />}
      {questions.length > 0 && (
        <Checkboxes
          name="resolves"
          label="Questions that the rulebook leaves to you"
          hint="To tick one is to have decided it for the demand."
          error={errorOf(errors, 'resolves')}
          values={draft.resolves}
          set={(resolves) => set({ resolves })}
          choices={questions.map((value) => ({
            value,
            label: sayCode(value),
            hint: explanationOf(view, value),
          }))}
        />
      )}
      {wantsMore && (
        <Select
          name="more"
          label="Why this emergency needs more than what comes first"
          value={draft.more}
          set={(more) => set({ more })}
          choices={[{ value: '', label: 'It does not' }, ...law.reasons('more')]}
        />
      )}
      <ReadElsewhere
        papers={notShown}
        read={draft.readElsewhere}
        set={(readElsewhere) => set({ readElsewhere })}
      />
      {(view.demand.documents ?? []).length === 0 && (
        <BroughtPapers
          papers={draft.served}
          set={(served) => set({ served })}
          label="The paper, if it came another way"
          error={hasCode(trouble, 'no_paper_served') ? 'Choose the paper that you have read' : undefined}
        />
      )}
      {kind !== undefined && (
        <>
          <Radios
            name="reason"
            label="Reason"
            hint={
              kind === 'choose'
                ? 'For the desk alone.'
                : 'The authority is told it in the rulebook’s words, in its language.'
            }
            error={errorOf(errors, 'reason')}
            value={draft.reason}
            set={(reason) => set({ reason })}
            choices={law.reasons(kind)}
          />
          <TextArea
            name="text"
            label="Your own words (optional)"
            hint={kind === 'choose' ? 'For the desk alone.' : 'The authority reads them as you write them.'}
            maxLength={2000}
            value={draft.text}
            set={(text) => set({ text })}
          />
        </>
      )}
      <button class="govuk-button" type="submit">
        Check your decision
      </button>
    </form>
  );
}

const explanationOf = ({ determination }: DemandView, reason: string): string =>
  determination?.findings.find((one) => one.outcome === 'refer' && one.reason === reason)?.explanation ?? '';

const SUBMIT_KEY = [{ key: 'Ctrl+Enter', does: 'Check your decision, from any field', run: () => {} }];

/** Ctrl+Enter goes on to the check, from any field. It decides nothing. */
function useSubmitKey(form: { current: HTMLFormElement | null }): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
