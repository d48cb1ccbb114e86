/** Whoever stands outside, as settings: a partner is connected when all of its settings are given. */
import { z } from 'zod';
import { OperatorError } from './failure.ts';
import { bic, readableFile, urlWith } from './setting-types.ts';

/** The bank that pays out, spoken to in ISO 20022 over HTTPS. */
export interface PaymentRailConfig {
  readonly url: string;
  readonly tokenFile: string;
  readonly debtorName: string;
  readonly debtorAccount: string;
  readonly debtorAgentBic: string;
}

/** The SMS gateway, spoken to in the signed requests of Alibaba Cloud's short message service. */
export interface SmsGatewayConfig {
  readonly url: string;
  readonly accessKeyId: string;
  readonly secretFile: string;
  readonly signName: string;
  readonly codeTemplate: string;
}

/** The bank that debits borrowers' accounts, spoken to in ISO 20022 over HTTPS. */
export interface DirectDebitConfig {
  readonly url: string;
  readonly tokenFile: string;
  readonly creditorName: string;
  readonly creditorAccount: string;
  readonly creditorAgentBic: string;
  readonly creditorSchemeId: string;
}

/** Spread into the settings. */
export const partnerSettings = {
  PAYMENT_RAIL_URL: urlWith(['https:']).optional(),
  PAYMENT_RAIL_TOKEN_FILE: readableFile.optional(),
  PAYMENT_RAIL_DEBTOR_NAME: z.string().optional(),
  PAYMENT_RAIL_DEBTOR_ACCOUNT: z.string().optional(),
  PAYMENT_RAIL_DEBTOR_BIC: bic.optional(),
  SMS_GATEWAY_URL: urlWith(['https:', 'http:']).default('https://dysmsapi.aliyuncs.com'),
  SMS_ACCESS_KEY_ID: z.string().optional(),
  SMS_SECRET_FILE: readableFile.optional(),
  SMS_SIGN_NAME: z.string().optional(),
  SMS_CODE_TEMPLATE: z.string().optional(),
  DIRECT_DEBIT_URL: urlWith(['https:']).optional(),
  DIRECT_DEBIT_TOKEN_FILE: readableFile.optional(),
  DIRECT_DEBIT_CREDITOR_NAME: z.string().optional(),
  DIRECT_DEBIT_CREDITOR_ACCOUNT: z.string().optional(),
  DIRECT_DEBIT_CREDITOR_BIC: bic.optional(),
  DIRECT_DEBIT_CREDITOR_ID: z.string().optional(),
};

type Settings = z.infer<z.ZodObject<typeof partnerSettings>>;

export function paymentRail(values: Settings): PaymentRailConfig | null {
  const given = {
    PAYMENT_RAIL_URL: values.PAYMENT_RAIL_URL,
    PAYMENT_RAIL_TOKEN_FILE: values.PAYMENT_RAIL_TOKEN_FILE,
    PAYMENT_RAIL_DEBTOR_NAME: values.PAYMENT_RAIL_DEBTOR_NAME,
    PAYMENT_RAIL_DEBTOR_ACCOUNT: values.PAYMENT_RAIL_DEBTOR_ACCOUNT,
    PAYMENT_RAIL_DEBTOR_BIC: values.PAYMENT_RAIL_DEBTOR_BIC,
  };
  if (!areAllGiven(given, 'PAYMENT_RAIL')) return null;
  return {
    url: given.PAYMENT_RAIL_URL,
    tokenFile: given.PAYMENT_RAIL_TOKEN_FILE,
    debtorName: given.PAYMENT_RAIL_DEBTOR_NAME,
    debtorAccount: given.PAYMENT_RAIL_DEBTOR_ACCOUNT,
    debtorAgentBic: given.PAYMENT_RAIL_DEBTOR_BIC,
  };
}

export function smsGateway(values: Settings): SmsGatewayConfig | null {
  const given = {
    SMS_ACCESS_KEY_ID: values.SMS_ACCESS_KEY_ID,
    SMS_SECRET_FILE: values.SMS_SECRET_FILE,
    SMS_SIGN_NAME: values.SMS_SIGN_NAME,
    SMS_CODE_TEMPLATE: values.SMS_CODE_TEMPLATE,
  };
  if (!areAllGiven(given, 'SMS')) return null;
  return {
    url: values.SMS_GATEWAY_URL,
    accessKeyId: given.SMS_ACCESS_KEY_ID,
    secretFile: given.SMS_SECRET_FILE,
    signName: given.SMS_SIGN_NAME,
    codeTemplate: given.SMS_CODE_TEMPLATE,
  };
}

export function directDebit(values: Settings): DirectDebitConfig | null {
  const given = {
    DIRECT_DEBIT_URL: values.DIRECT_DEBIT_URL,
    DIRECT_DEBIT_TOKEN_FILE: values.DIRECT_DEBIT_TOKEN_FILE,
    DIRECT_DEBIT_CREDITOR_NAME: values.DIRECT_DEBIT_CREDITOR_NAME,
    DIRECT_DEBIT_CREDITOR_ACCOUNT: values.DIRECT_DEBIT_CREDITOR_ACCOUNT,
    DIRECT_DEBIT_CREDITOR_BIC: values.DIRECT_DEBIT_CREDITOR_BIC,
    DIRECT_DEBIT_CREDITOR_ID: values.DIRECT_DEBIT_CREDITOR_ID,
  };
  if (!areAllGiven(given, 'DIRECT_DEBIT')) return null;
  return {
    url: given.DIRECT_DEBIT_URL,
    tokenFile: given.DIRECT_DEBIT_TOKEN_FILE,
    creditorName: given.DIRECT_DEBIT_CREDITOR_NAME,
    creditorAccount: given.DIRECT_DEBIT_CREDITOR_ACCOUNT,
    creditorAgentBic: given.DIRECT_DEBIT_CREDITOR_BIC,
    creditorSchemeId: given.DIRECT_DEBIT_CREDITOR_ID,
  };
}

type AllGiven<Group> = { [Name in keyof Group]: Exclude<Group[Name], undefined> };

/**
 * All settings of a partner or none: half a partner would refuse its first message.
 * @throws OperatorError naming the first one that is missing
 */
function areAllGiven<Group extends Record<string, string | undefined>>(
  given: Group,
  prefix: string,
): given is Group & AllGiven<Group> {
  const lacking = Object.entries(given).filter(([, value]) => value === undefined);
  if (lacking.length === Object.keys(given).length) return false;
  const [first] = lacking;
  if (first === undefined) return true;
  throw new OperatorError(
    `${first[0]} is not set: the ${prefix} settings are given together or not at all`,
  );
}
