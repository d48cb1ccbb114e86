import { readFileSync } from 'node:fs';
import type { ApplicationData, BureauReport } from '../../../domain/origination/application.ts';
import type { ProductContent } from '../../../domain/origination/product.ts';
import type { ScorecardContent } from '../../../domain/origination/scorecard.ts';
import { parseAmount } from '../../../domain/money.ts';

function seed(name: string): unknown {
  return JSON.parse(
    readFileSync(new URL(`../../../db/seed/${name}.json`, import.meta.url), 'utf8'),
  );
}

export const card = seed('scorecard-expert') as ScorecardContent;
export const consumer = seed('product-consumer') as ProductContent;

export const cny = (text: string) => parseAmount(text.replaceAll(',', ''), 'CNY');
export const wire = (text: string) => ({
  amount: text.replaceAll(',', ''),
  currency: 'CNY' as const,
});

/** A complete application of somebody with every good answer. */
export function application(more: Partial<ApplicationData> = {}): ApplicationData {
  return {
    productCode: 'consumer',
    customerType: 'person',
    amount: wire('80,000.00'),
    installmentCount: 12,
    method: 'equal_installment',
    purpose: 'car_used',
    applicant: {
      birthDate: '1985-06-15',
      monthlyIncome: wire('24,000.00'),
      isIncomeVerified: true,
      monthlyDebtService: wire('3,200.00'),
      checkingStatus: 'none',
      savings: 'large',
      creditHistory: 'critical',
      employment: 'over_7_years',
      property: 'real_estate',
      housing: 'own',
      job: 'skilled',
      otherInstallmentPlans: 'none',
      otherParties: 'none',
      existingCreditCount: 1,
      dependantCount: 1,
      residenceYears: 4,
    },
    security: null,
    documents: [
      {
        documentId: 'd1',
        kind: 'identity_card',
        issuedDate: '2020-01-01',
        expiryDate: '2040-01-01',
        coversFrom: null,
        coversTo: null,
        isValid: null,
      },
      {
        documentId: 'd2',
        kind: 'income_proof',
        issuedDate: '2026-03-01',
        expiryDate: null,
        coversFrom: null,
        coversTo: null,
        isValid: true,
      },
      {
        documentId: 'd3',
        kind: 'purchase_invoice',
        issuedDate: '2026-03-01',
        expiryDate: null,
        coversFrom: null,
        coversTo: null,
        isValid: true,
      },
    ],
    consents: [
      {
        kind: 'bureau_query',
        wordingVersion: '2026-01',
        givenDate: '2026-04-01',
        withdrawnDate: null,
      },
      {
        kind: 'data_processing',
        wordingVersion: '2026-01',
        givenDate: '2026-04-01',
        withdrawnDate: null,
      },
    ],
    ...more,
  };
}

export const bureau: BureauReport = {
  fetchedDate: '2026-04-10',
  maxDaysPastDue: 0,
  queryCount3Months: 2,
  isOnDefaulterList: false,
  isOnSanctionsList: false,
};
