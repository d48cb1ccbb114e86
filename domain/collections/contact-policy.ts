/**
 * Contact policies as data, per jurisdiction and kind of lender: when, how often and with whom contact is allowed.
 * Every rule may name its own source; the policy's source stands for the others. Numbers from laws and standards
 * are in the presets, to be checked against the official texts, never in code.
 */
import type { Instant, IsoDate } from '../calendar.ts';
import type { LocalTime, Zone } from '../instant.ts';

export const channels = ['push', 'email', 'sms', 'voice', 'letter', 'visit'] as const;
export type Channel = (typeof channels)[number];

export const contactSubjects = ['debtor', 'guarantor', 'related', 'unrelated'] as const;
export type ContactSubject = (typeof contactSubjects)[number];

export const contactPurposes = ['reminder', 'collection', 'legal_notice', 'service'] as const;
export type ContactPurpose = (typeof contactPurposes)[number];

export const stopFlags = [
  'dispute',
  'complaint',
  'hardship',
  'deceased',
  'litigation',
  'bankruptcy',
  'refused',
  'represented',
] as const;
export type StopFlag = (typeof stopFlags)[number];

/** What opens a third person's number; one that is met is enough. */
export const preconditions = [
  'debtor_unreachable',
  'debtor_deceased',
  'debtor_incapable',
  'number_invalid',
  'three_failed_attempts',
  'guarantee_in_force',
  'location_information_only',
] as const;
export type Precondition = (typeof preconditions)[number];

export type ContactPolicy = {
  /** `CN-online`. */
  readonly name: string;
  readonly jurisdiction: string;
  readonly source: string;
  readonly quietHours: readonly QuietHours[];
  readonly caps: readonly ContactCap[];
  readonly coolOff: CoolOff | null;
  readonly subjects: readonly {
    readonly subject: ContactSubject;
    readonly allowed: 'yes' | 'never' | readonly Precondition[];
  }[];
  /** Consents that lift a rule. */
  readonly consentOverrides: readonly ('quiet_hours' | 'cap')[];
  /** Channels that need a consent of their own. */
  readonly consentNeeded: readonly Channel[];
  readonly stops: {
    readonly flags: readonly StopFlag[];
    readonly purposes: readonly ContactPurpose[];
  };
  readonly agency: { readonly mustBeListed: boolean; readonly reviewDays: number };
};

/** No contact from `from` (included) to `to` (excluded), on the clock of the person called. */
export type QuietHours = {
  readonly channels: readonly Channel[];
  readonly from: LocalTime;
  readonly to: LocalTime;
  readonly source?: string;
};

/** `effective_conversations` were answered, `unanswered_attempts` were not, `attempts` are both. */
export const capCounts = ['attempts', 'unanswered_attempts', 'effective_conversations'] as const;

export type ContactCap = {
  readonly counts: (typeof capCounts)[number];
  readonly channels: readonly Channel[];
  readonly purposes: readonly ContactPurpose[];
  readonly per: 'debtor' | 'number' | 'debt';
  readonly window: 'calendar_day' | { readonly rollingDays: number };
  readonly max: number;
  readonly source?: string;
};

/** Days of silence after a conversation; the day of the talk is day 1. */
export type CoolOff = {
  readonly channels: readonly Channel[];
  readonly days: number;
  readonly per: 'debtor' | 'debt';
  readonly source?: string;
};

export type ContactRequest = {
  readonly at: Instant;
  readonly channel: Channel;
  readonly purpose: ContactPurpose;
  /** Null, a relation nobody knows, is taken as unrelated. */
  readonly subject: ContactSubject | null;
  /** Who is called, for refusals: a customer or a contact of one. */
  readonly subjectId: string;
  /** Tells one number or address from another; null for letters to the registered address. */
  readonly numberKey: string | null;
  readonly debtId: string | null;
  /** Asks only where the debtor can be found. */
  readonly isLocationInquiry: boolean;
  /** Null when the lender's own people call. */
  readonly agency: { readonly isListed: boolean; readonly reviewedDate: IsoDate | null } | null;
};

export const contactOutcomes = [
  'conversation',
  'no_answer',
  'number_invalid',
  'refused',
  'delivered',
  'failed',
] as const;
export type ContactOutcome = (typeof contactOutcomes)[number];

/** One past attempt concerning this debtor, whoever was called. */
export type ContactAttempt = Pick<
  ContactRequest,
  'at' | 'channel' | 'purpose' | 'subjectId' | 'numberKey' | 'debtId'
> & { readonly outcome: ContactOutcome };

export type ContactFacts = {
  readonly consents: readonly ContactConsent[];
  readonly stops: readonly ContactStop[];
  /** The zone of the person called, or every zone it may be if that is not known. Never empty. */
  readonly subjectZones: readonly Zone[];
  readonly reachability: Reachability;
};

export type ContactConsent = {
  readonly covers: 'quiet_hours' | 'cap' | Channel;
  readonly givenAt: Instant;
  readonly withdrawnAt: Instant | null;
};

export type ContactStop = {
  readonly flag: StopFlag;
  readonly fromDate: IsoDate;
  /** Last day of the stop; null has no end. */
  readonly untilDate: IsoDate | null;
};

export type Reachability = {
  readonly isUnreachable: boolean;
  readonly isDeceased: boolean;
  readonly isIncapable: boolean;
  readonly isNumberInvalid: boolean;
  readonly failedAttemptsInARow: number;
  readonly isGuaranteeInForce: boolean;
};

export type ContactReasonCode =
  | 'quiet_hours'
  | 'daily_cap'
  | 'rolling_cap'
  | 'cool_off'
  | 'subject_not_allowed'
  | 'precondition_unmet'
  | 'refused_before'
  | 'stop_flag'
  | 'no_consent'
  | 'agency_not_listed'
  | 'agency_review_expired';

/** JSON-safe, stored with the attempt. */
export type ContactReason = {
  readonly code: ContactReasonCode;
  /** The policy's name, and the rule's place in it: `caps/0`. */
  readonly policy: string;
  readonly rule: string;
  readonly source: string;
  readonly facts: { readonly [name: string]: string | number };
};

export type ContactDecision =
  | { readonly outcome: 'allowed'; readonly policies: readonly string[] }
  | {
      readonly outcome: 'denied';
      readonly policies: readonly string[];
      readonly reasons: readonly ContactReason[];
      /** The earliest instant at which every rule passes; null when time alone opens nothing. */
      readonly nextAllowedAt: Instant | null;
    };
