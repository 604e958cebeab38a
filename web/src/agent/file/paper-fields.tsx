import { Checkboxes, Radios, Select, TextArea, TextField } from '../../kit/fields.tsx';
import { sayCode } from '../../kit/say.ts';
import { errorOf, type FieldError } from '../../kit/states.tsx';
import type { FilingDraft, SetDraft } from './filing-draft.ts';
import type { Needs } from './needs.ts';

type Props = { draft: FilingDraft; set: SetDraft; needs: Needs; errors: readonly FieldError[] };

/** An office, a certificate or a statement by its code; a certificate may be a citation, which stays as it is. */
export const sayOffice = (code: string): string => (/^[a-z][a-z0-9-]*$/.test(code) ? sayCode(code) : code);
const choicesOf = (codes: readonly string[]) => codes.map((value) => ({ value, label: sayOffice(value) }));

export const ReferenceField = ({ draft, set, errors }: Props) => (
  <TextField
    name="reference"
    label="Your reference"
    hint="The number by which your office finds this demand"
    error={errorOf(errors, 'reference')}
    maxLength={200}
    value={draft.reference}
    set={(reference) => set({ reference })}
  />
);

export const SignatureFields = ({ draft, set, needs, errors }: Props) => (
  <>
    <TextField
      name="signerRole"
      label="Office that signed it"
      hint={
        needs.sample.signer === ''
          ? 'Leave empty where nobody signed'
          : `Such as ${sayOffice(needs.sample.signer)}. Leave empty where nobody signed.`
      }
      suggestions={needs.signers.map(sayOffice)}
      error={errorOf(errors, 'signerRole')}
      maxLength={100}
      value={draft.signerRole}
      set={(signerRole) => set({ signerRole })}
    />
    {draft.signerRole !== '' && (
      <>
        <TextField
          name="signerName"
          label="Name of who signed (optional)"
          maxLength={200}
          value={draft.signerName}
          set={(signerName) => set({ signerName })}
        />
        <TextField
          name="signedOn"
          label="Day of the signature (optional)"
          type="date"
          width="short"
          error={errorOf(errors, 'signedOn')}
          value={draft.signedOn}
          set={(signedOn) => set({ signedOn })}
        />
      </>
    )}
  </>
);

export const ValidatorFields = ({ draft, set, needs, errors }: Props) => (
  <>
    <TextField
      name="validatorRole"
      label="Office that validated it"
      hint="Leave empty where no other office validated it."
      suggestions={(needs.validators ?? []).map(sayOffice)}
      error={errorOf(errors, 'validatorRole')}
      maxLength={100}
      value={draft.validatorRole}
      set={(validatorRole) => set({ validatorRole })}
    />
    {draft.validatorRole !== '' && (
      <TextField
        name="validatorName"
        label="Name of who validated it (optional)"
        maxLength={200}
        value={draft.validatorName}
        set={(validatorName) => set({ validatorName })}
      />
    )}
  </>
);

export const CitesField = ({ draft, set, errors }: Props) => (
  <TextArea
    name="cites"
    label="Provisions that the paper cites"
    hint="One on each line, as the paper writes them"
    rows={3}
    error={errorOf(errors, 'cites')}
    value={draft.cites}
    set={(cites) => set({ cites })}
  />
);

export const CertificationsField = ({ draft, set, needs, errors }: Props) => (
  <Checkboxes
    name="certifications"
    label="Certificates that came with it"
    error={errorOf(errors, 'certifications')}
    values={draft.certifications}
    set={(certifications) => set({ certifications: [...certifications] })}
    choices={choicesOf(needs.certifications)}
  />
);

export const RecitalsField = ({ draft, set, needs, errors }: Props) => (
  <Checkboxes
    name="recitals"
    label="What the paper states"
    error={errorOf(errors, 'recitals')}
    values={draft.recitals}
    set={(recitals) => set({ recitals: [...recitals] })}
    choices={choicesOf(needs.recitals)}
  />
);

export const OffenceFields = ({ draft, set, errors }: Props) => (
  <>
    <TextField
      name="offence"
      label="Offence"
      error={errorOf(errors, 'offence')}
      maxLength={300}
      value={draft.offence}
      set={(offence) => set({ offence })}
    />
    <TextField
      name="penaltyYears"
      label="Longest penalty, in years"
      width="short"
      error={errorOf(errors, 'penaltyYears')}
      value={draft.penaltyYears}
      set={(penaltyYears) => set({ penaltyYears: penaltyYears.replaceAll(/[^\d.]/g, '') })}
    />
    <Checkboxes
      name="listed"
      label="Is it one that the law lists?"
      values={draft.listed}
      set={(listed) => set({ listed: [...listed] })}
      choices={[{ value: 'yes', label: 'Yes, the law names this offence' }]}
    />
  </>
);

export const ServedByField = ({ draft, set, needs, errors }: Props) => (
  <Select
    name="servedBy"
    label="Who serves it?"
    error={errorOf(errors, 'servedBy')}
    value={draft.servedBy}
    set={(servedBy) => set({ servedBy })}
    choices={[{ value: '', label: 'Nobody of these' }, ...choicesOf(needs.servedBy)]}
  />
);

export const NotificationFields = ({ draft, set, errors }: Props) => (
  <>
    <Radios
      name="notified"
      label="Was the enforcing authority notified?"
      error={errorOf(errors, 'notified')}
      value={draft.notified}
      set={(notified) => set({ notified })}
      choices={[
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
      ]}
    />
    {draft.notified === 'yes' && (
      <Select
        name="response"
        label="What did it answer?"
        value={draft.response}
        set={(response) => set({ response })}
        choices={[
          { value: 'none', label: 'Nothing yet' },
          { value: 'cleared', label: 'It raised nothing' },
          { value: 'partly', label: 'It refused a part' },
          { value: 'refused', label: 'It refused' },
        ]}
      />
    )}
  </>
);

export const SecrecyFields = ({ draft, set, errors }: Props) => (
  <>
    <Select
      name="secrecyBy"
      label="Who orders us to be silent toward the customer?"
      error={errorOf(errors, 'secrecyBy')}
      value={draft.secrecyBy}
      set={(secrecyBy) => set({ secrecyBy })}
      choices={[
        { value: '', label: 'Nobody' },
        { value: 'court', label: 'A court, by an order' },
        { value: 'statute', label: 'The law itself' },
        { value: 'agency', label: 'The agency, by its own certificate' },
        { value: 'none', label: 'It is only asked for' },
      ]}
    />
    {draft.secrecyBy !== '' && (
      <>
        <TextField
          name="secrecyBasis"
          label="Provision that it rests on"
          error={errorOf(errors, 'secrecyBasis')}
          maxLength={200}
          value={draft.secrecyBasis}
          set={(secrecyBasis) => set({ secrecyBasis })}
        />
        <TextField
          name="secrecyIssued"
          label="Day of the order"
          type="date"
          width="short"
          error={errorOf(errors, 'secrecyIssued')}
          value={draft.secrecyIssued}
          set={(secrecyIssued) => set({ secrecyIssued })}
        />
        <TextField
          name="secrecyUntil"
          label="Last day of silence"
          hint="Leave empty where the order names none."
          type="date"
          width="short"
          error={errorOf(errors, 'secrecyUntil')}
          value={draft.secrecyUntil}
          set={(secrecyUntil) => set({ secrecyUntil })}
        />
      </>
    )}
  </>
);
