import { useEffect } from 'preact/hooks';
import { useHere } from '../../api/api-context.ts';
import { given } from '../../api/client.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { Select, TextField } from '../../kit/fields.tsx';
import { errorOf } from '../../kit/states.tsx';
import { DateFields, ExtensionFields } from './paper-dates.tsx';
import {
  CertificationsField,
  CitesField,
  NotificationFields,
  OffenceFields,
  RecitalsField,
  ReferenceField,
  SecrecyFields,
  ServedByField,
  SignatureFields,
  sayOffice,
  ValidatorFields,
} from './paper-fields.tsx';
import { Papers } from './papers.tsx';
import type { StepProps } from './step-props.ts';

const LEVELS = ['federal', 'state', 'local', 'national', 'supranational', 'private'];
const KINDS = [
  'law-enforcement',
  'prosecutor',
  'court',
  'intelligence',
  'regulator',
  'central-authority',
  'civil-litigant',
];
export const options = (codes: readonly string[]) => [
  { value: '', label: 'Choose' },
  ...codes.map((value) => ({ value, label: sayOffice(value) })),
];

/** What the paper says, and the paper. Only what the instrument needs is asked. */
export function PaperStep(props: StepProps) {
  const { needs, draft, set, errors } = props;
  return (
    <>
      <h2 class="govuk-heading-m">The paper itself</h2>
      <Papers draft={draft} set={set} />
      <ReferenceField {...props} />
      <h2 class="govuk-heading-m">Who asks</h2>
      <Authority {...props} />
      <h2 class="govuk-heading-m">Who made it and signed it</h2>
      <TextField
        name="issuerRole"
        label="Office that made it"
        hint={example(needs.sample.issuer)}
        suggestions={needs.issuers.map(sayOffice)}
        error={errorOf(errors, 'issuerRole')}
        maxLength={100}
        value={draft.issuerRole}
        set={(issuerRole) => set({ issuerRole })}
      />
      <TextField
        name="issuerName"
        label="Name of who made it (optional)"
        maxLength={200}
        value={draft.issuerName}
        set={(issuerName) => set({ issuerName })}
      />
      {needs.asksCourt && (
        <TextField
          name="court"
          label="Court"
          hint="As the paper names it"
          maxLength={300}
          value={draft.court}
          set={(court) => set({ court })}
        />
      )}
      <SignatureFields {...props} />
      {needs.validators && <ValidatorFields {...props} />}
      <h2 class="govuk-heading-m">Its dates</h2>
      <DateFields {...props} />
      {needs.asksExtension && <ExtensionFields {...props} />}
      <Further {...props} />
    </>
  );
}

function Further(props: StepProps) {
  const { needs, draft, set } = props;
  const isAsked =
    needs.asksCites ||
    needs.asksOffence ||
    needs.asksSecrecy ||
    needs.asksNotification ||
    [needs.certifications, needs.recitals, needs.servedBy, needs.addressedTo, needs.underlying].some(
      ({ length }) => length > 0,
    );
  if (!isAsked) return null;
  return (
    <>
      <h2 class="govuk-heading-m">What else it says</h2>
      {needs.asksCites && <CitesField {...props} />}
      {needs.certifications.length > 0 && <CertificationsField {...props} />}
      {needs.recitals.length > 0 && <RecitalsField {...props} />}
      {needs.asksOffence && <OffenceFields {...props} />}
      {needs.servedBy.length > 0 && <ServedByField {...props} />}
      {needs.addressedTo.length > 0 && (
        <Select
          name="addressedTo"
          label="Which entity of ours does it name?"
          value={draft.addressedTo}
          set={(addressedTo) => set({ addressedTo })}
          choices={[
            { value: '', label: 'None' },
            { value: 'parent', label: 'Our United States company' },
            { value: 'local-entity', label: 'Our entity in your country' },
            { value: 'eu-establishment', label: 'Our establishment in the European Union' },
          ]}
        />
      )}
      {needs.underlying.length > 0 && (
        <Select
          name="underlying"
          label="Which instrument of ours stands behind it?"
          value={draft.underlying}
          set={(underlying) => set({ underlying })}
          choices={[
            { value: '', label: 'Choose' },
            ...needs.underlying.map((value) => ({ value, label: value })),
          ]}
        />
      )}
      {needs.asksNotification && <NotificationFields {...props} />}
      {needs.asksSecrecy && <SecrecyFields {...props} />}
    </>
  );
}

function Authority({ draft, set, errors, needs }: StepProps) {
  useRegistered(draft, set);
  return (
    <>
      <TextField
        name="authorityName"
        label="Authority"
        hint="Its name as our register has it"
        error={errorOf(errors, 'authorityName')}
        maxLength={300}
        value={draft.authorityName}
        set={(authorityName) => set({ authorityName })}
      />
      <TextField
        name="authorityCountry"
        label="Country"
        hint={`Two letters, such as ${needs.sample.authority.country || 'FR'}`}
        width="short"
        error={errorOf(errors, 'authorityCountry')}
        maxLength={2}
        value={draft.authorityCountry}
        set={(authorityCountry) => set({ authorityCountry })}
      />
      {(draft.authorityLevel === 'state' || draft.authorityLevel === 'local') && (
        <TextField
          name="authorityState"
          label="State"
          hint="By its code, such as US-CA"
          width="short"
          error={errorOf(errors, 'authorityState')}
          maxLength={6}
          value={draft.authorityState}
          set={(authorityState) => set({ authorityState })}
        />
      )}
      <Select
        name="authorityLevel"
        label="Level"
        error={errorOf(errors, 'authorityLevel')}
        value={draft.authorityLevel}
        set={(authorityLevel) => set({ authorityLevel })}
        choices={options(LEVELS)}
      />
      <Select
        name="authorityKind"
        label="What it is"
        error={errorOf(errors, 'authorityKind')}
        value={draft.authorityKind}
        set={(authorityKind) => set({ authorityKind })}
        choices={options(KINDS)}
      />
    </>
  );
}

/** Where nothing is answered yet, the register's answers stand there. */
function useRegistered(draft: StepProps['draft'], set: StepProps['set']): void {
  const { api } = useHere();
  const { value } = useAnswer(
    (signal) => given(api.GET('/demands', { params: { query: { limit: 1 } }, signal })),
    [],
  );
  useEffect(() => {
    const own = value && 'authority' in value ? value.authority : undefined;
    const { authorityName, authorityCountry, authorityLevel, authorityKind } = draft;
    if (!own || authorityName + authorityCountry + authorityLevel + authorityKind !== '') return;
    set({
      authorityName: own.name,
      authorityCountry: own.country,
      authorityLevel: own.level,
      authorityKind: own.kind,
    });
  }, [value]);
}

export const example = (office: string): string =>
  office === '' ? 'As the paper says it' : `As the paper says it, such as ${sayOffice(office)}`;
