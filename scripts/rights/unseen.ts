import type { Right } from './rights-of.ts';

/** A right that no run has seen used, and why it is there all the same. */
type Unseen = {
  /** Functions, or roles. */
  readonly of: RegExp;
  readonly right: RegExp;
  readonly why: string;
};

/** Every entry says why of some right that is never seen used; one that no longer does fails a test. */
export const UNSEEN: readonly Unseen[] = [
  {
    of: /^desk\/read-demands$/,
    right: /^dynamodb:Query LedgerDemands\/index\/byDue$/,
    why: 'the list asks with it what waits for somebody besides (`waits`), such as orders nobody decided on; no sample asks',
  },
  {
    of: /./,
    right: /^kms:(Decrypt|DescribeKey|Encrypt|GenerateDataKey|ReEncryptFrom|ReEncryptTo) /,
    why: 'the laptop does not encrypt at rest; AWS asks for it whenever the store beside it is used',
  },
  {
    of: /./,
    right: /^dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams) /,
    why: 'the event source reads the stream with it; the laptop reads for the function',
  },
  {
    of: /./,
    right: /^sqs:(SendMessage|GetQueueAttributes|GetQueueUrl) /,
    why: 'Lambda parks with it what a function failed on every time; the laptop parks for it',
  },
  {
    of: /^intake\/scan-document$/,
    right: /^sqs:(ReceiveMessage|DeleteMessage|GetQueueAttributes) /,
    why: 'the event source takes uploads from their queue with it; the laptop takes them for the function',
  },
  {
    of: /\(cleared\)$/,
    right: /./,
    why: 'the samples bring cleared people two demands; the same code does the same for everyone else',
  },
  {
    of: /./,
    right: / (Cleared(Demands|Work|Recorder|Log)|ServiceLedgerClearedBus)/,
    why: 'the samples bring cleared people two demands; the same code does the same for everyone else',
  },
  {
    of: /^disclosure\/fetch-disclosure/,
    right: /^s3:(GetObject|PutObject) .*\.age/,
    why: 'makes a copy for an authority that has keys to encrypt to, and compares one that was sent twice; none of the samples has',
  },
  {
    of: /^disclosure\/encrypt-copy/,
    right: /./,
    why: 'makes copies of large packages for authorities that have keys to encrypt to; none of the samples has',
  },
  {
    of: /^disclosure\/fetch-disclosure/,
    right: /^lambda:InvokeFunction .*EncryptCopy/,
    why: 'begins such a copy',
  },
  {
    of: /^disclosure\/seal/,
    right: /^s3:(AbortMultipartUpload |ListMultipartUploadParts |PutObject .*\/packing\/)/,
    why: 'takes an upload in parts back that failed, looks at what is in one, and lists what a part has; packages of the samples are smaller than one part',
  },
  {
    of: /./,
    right: /^dynamodb:PutItem IntakeAttempts/,
    why: 'nobody tried there what is refused',
  },
  {
    of: /./,
    right: /^s3:ListBucket /,
    why: 'without it S3 answers 403 to what is not there; the laptop asks nobody for that',
  },
  {
    of: /^(watch\/(sweep|record-failure)|notice\/send-due)$/,
    right: /./,
    why: 'nothing failed, was left behind or became due in the run; tests of the rooms play it',
  },
  {
    of: /^review\/clarify$/,
    right: /^s3:.* IntakeDocuments/,
    why: 'no sample brings an order that comes later; tests of the room play its papers',
  },
  {
    of: /StateMachineRole$/,
    right: /RecordFailure/,
    why: 'nothing failed in the run',
  },
  {
    of: /^reporting\/(publish-report|read-reports|read-interim)$/,
    right: /./,
    why: 'the run publishes no edition; the demo does',
  },
  {
    of: /^reporting\/count-events$/,
    right: /^dynamodb:PutItem ReportingNationalSecurity$/,
    why: 'counts such demands that were filed before there was a compartment for cleared people; no sample is as old',
  },
  {
    of: /^review\/(await-release|await-review)$/,
    right: /^states:SendTaskSuccess /,
    why: 'no decision stood before its wait began, as after a crash',
  },
  {
    of: /^intake\/file-demand$/,
    right: /^dynamodb:PutItem LedgerWork/,
    why: 'no sample authority signs its filings',
  },
  {
    of: /^intake\/file-demand$/,
    right: /^s3:GetObjectVersion IntakeDocuments/,
    why: 'every upload has a hash that the store verified, so that none is read',
  },
  {
    of: /^disclosure\/seal$/,
    right: /^s3:GetObject DisclosureDisclosures/,
    why: 'no run was cut off after it had stored its package',
  },
  {
    of: /^desk\/read-demands$/,
    right: /\/index\/byStatus$/,
    why: 'the run lists as agents do',
  },
  {
    of: /RetrievalRole$/,
    right: /^dynamodb:(GetItem|Query) /,
    why: 'one statement for the stores of all services; each session has the half that its items need',
  },
];

export const whyUnseen = (owner: string, right: Right): string | undefined =>
  UNSEEN.find(({ of, right: which }) => of.test(owner) && which.test(right))?.why;
