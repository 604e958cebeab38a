import { useMemo, useState } from 'preact/hooks';
import { useHere } from '../../api/api-context.ts';
import { type AgentView, given } from '../../api/client.ts';
import type { Trouble } from '../../api/problem.ts';
import { sayCode } from '../../kit/say.ts';
import { ErrorSummary, type FieldError, TroubleBox } from '../../kit/states.tsx';
import { Time } from '../../kit/time.tsx';
import { useDraft } from '../../kit/use-draft.ts';
import { useSend } from '../../kit/use-send.ts';
import { DangerStep } from '../file/danger-step.tsx';
import { placeOfPointer } from '../file/field-of.ts';
import { demandOf, EMPTY, type Filing } from '../file/filing-draft.ts';
import { useNeeds } from '../file/instrument-law.ts';
import type { Needs } from '../file/needs.ts';
import {
  CertificationsField,
  CitesField,
  NotificationFields,
  OffenceFields,
  RecitalsField,
  ReferenceField,
  ServedByField,
  SignatureFields,
  ValidatorFields,
} from '../file/paper-fields.tsx';
import type { StepProps } from '../file/step-props.ts';
import { Because } from './decision.tsx';

type Question = NonNullable<AgentView['questions']>[number];

/** What the desk asks and nobody has answered, each with the fields that answer it. */
export function Questions({ view, again }: { view: AgentView; again: () => void }) {
  const open = (view.questions ?? []).filter(({ answeredAt }) => answeredAt === undefined);
  if (open.length === 0 || view.status === 'closed' || view.status === 'withdrawn') return null;
  return (
    <>
      {open.map((question) => (
        <section key={question.number} class="asked" aria-labelledby={`question-${question.number}`}>
          <h2 class="govuk-heading-m" id={`question-${question.number}`}>
            The desk asks you
          </h2>
          <Because because={question.because} />
          <p>
            Answer by <Time at={question.until} />. It was asked on <Time at={question.at} />.
          </p>
          <Answer view={view} question={question} again={again} />
        </section>
      ))}
    </>
  );
}

function Answer({ view, question, again }: { view: AgentView; question: Question; again: () => void }) {
  const { api } = useHere();
  const law = useNeeds(view.instrument);
  const [draft, set, clear] = useDraft(`answer:${view.id}:${question.number}`, EMPTY);
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const { trouble, isSending, send } = useSend();
  const told = useMemo(() => [...errors, ...toldBy(trouble)], [errors, trouble]);
  if (!law.value) return law.trouble ? <TroubleBox trouble={law.trouble} again={law.again} /> : null;
  const needs = asking(law.value, question.fields);
  const answer = (event: Event) => {
    event.preventDefault();
    const demand = answeredBy(demandOf(draft, needs), question.fields);
    const first = FIELD[question.fields[0] ?? ''];
    const faults =
      Object.keys(demand).length === 0 && first !== undefined
        ? [{ field: first, says: 'Write what was asked for' }]
        : [];
    setErrors(faults);
    if (faults.length > 0) return;
    void send(async () => {
      await given(api.POST('/demands/{id}/clarify', { params: { path: { id: view.id } }, body: { demand } }));
      clear();
      again();
    });
  };
  return (
    <form onSubmit={answer} noValidate class="reading">
      <ErrorSummary errors={told} />
      {trouble && told.length === 0 && <TroubleBox trouble={trouble} />}
      {question.fields.map((field) => (
        <Field key={field} field={field} draft={draft} set={set} needs={needs} errors={told} />
      ))}
      <button class="govuk-button" type="submit" aria-disabled={isSending}>
        Send the answer
      </button>
    </form>
  );
}

/** What the service refused, at the fields of the answer. */
const toldBy = (trouble: Trouble | undefined): readonly FieldError[] =>
  trouble?.kind !== 'problem'
    ? []
    : trouble.faults.flatMap(({ pointer, detail }) => {
        const place = placeOfPointer(pointer.replace(/^\/demand\b/, ''));
        return place ? [{ field: place.field, says: detail }] : [];
      });

/** The first control of each member that may be supplied after filing. */
const FIELD: Readonly<Record<string, string>> = {
  reference: 'reference',
  signatures: 'signerRole',
  validatedBy: 'validatorRole',
  servedBy: 'servedBy',
  cites: 'cites',
  certifications: 'certifications',
  recitals: 'recitals',
  offence: 'offence',
  emergency: 'danger',
  enforcingAuthority: 'notified',
};

/** What is asked is offered, also where the page of the instrument names it nowhere. */
const asking = (needs: Needs, fields: readonly string[]): Needs => ({
  ...needs,
  validators: needs.validators ?? (fields.includes('validatedBy') ? [] : undefined),
  servedBy:
    needs.servedBy.length === 0 && fields.includes('servedBy')
      ? ['secretary-of-state', 'lord-advocate']
      : needs.servedBy,
  asksCites: needs.asksCites || fields.includes('cites'),
  asksOffence: needs.asksOffence || fields.includes('offence'),
  asksDanger: needs.asksDanger || fields.includes('emergency'),
  asksNotification: needs.asksNotification || fields.includes('enforcingAuthority'),
});

function answeredBy(filing: Filing, fields: readonly string[]): Partial<Filing> {
  const isGiven = (value: unknown) => value !== undefined && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(
    Object.entries(filing).filter(([name, value]) => fields.includes(name) && isGiven(value)),
  );
}

function Field({ field, ...props }: StepProps & { field: string }) {
  switch (field) {
    case 'reference':
      return <ReferenceField {...props} />;
    case 'signatures':
      return <SignatureFields {...props} />;
    case 'validatedBy':
      return <ValidatorFields {...props} />;
    case 'servedBy':
      return <ServedByField {...props} />;
    case 'cites':
      return <CitesField {...props} />;
    case 'certifications':
      return <CertificationsField {...props} />;
    case 'recitals':
      return <RecitalsField {...props} />;
    case 'offence':
      return <OffenceFields {...props} />;
    case 'emergency':
      return <DangerStep {...props} />;
    case 'enforcingAuthority':
      return <NotificationFields {...props} />;
    default:
      return <p>{sayCode(field)}: write it in a message below.</p>;
  }
}
