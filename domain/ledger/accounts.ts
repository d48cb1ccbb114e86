/**
 * The chart of accounts a fresh installation is seeded with. A lender maps each code to its own general ledger per
 * product and branch; the codes here are what the posting rules name. 1119 and 1191 are contra accounts of assets,
 * 91xx are memorandum accounts outside the balance sheet.
 */

export type Side = 'debit' | 'credit';

export const accounts = [
  account('1001', 'bank_clearing', '银行存款 / 清算', 'debit'),
  account('1101', 'loan_principal', '贷款—本金', 'debit'),
  account('1102', 'loan_principal_nonperforming', '不良贷款—本金', 'debit'),
  account('1111', 'interest_receivable', '应收利息', 'debit'),
  account('1112', 'penalty_receivable', '应收罚息、复利', 'debit'),
  account('1113', 'fee_receivable', '应收手续费', 'debit'),
  account('1119', 'interest_suspense', '未确认利息(表外核算)', 'credit'),
  account('1191', 'loss_allowance', '贷款损失准备', 'credit'),
  account('2101', 'customer_credit', '溢缴款', 'credit'),
  account('2102', 'unallocated_receipts', '待核销收款', 'credit'),
  account('2103', 'deferred_fee_income', '递延手续费收入', 'credit'),
  account('2104', 'refunds_in_transit', '在途退款', 'credit'),
  account('4101', 'interest_income', '利息收入', 'credit'),
  account('4102', 'penalty_income', '罚息收入', 'credit'),
  account('4103', 'fee_income', '手续费收入', 'credit'),
  account('4104', 'recovery_income', '已核销收回', 'credit'),
  account('5101', 'impairment_loss', '信用减值损失', 'debit'),
  account('5102', 'waiver_expense', '减免损失', 'debit'),
  account('9101', 'commitments_undrawn', '未提用承诺', 'debit'),
  account('9102', 'commitments_contra', '未提用承诺对方科目', 'credit'),
  account('9111', 'written_off_claims', '账销案存', 'debit'),
  account('9112', 'written_off_contra', '账销案存对方科目', 'credit'),
] as const;

export type Account = (typeof accounts)[number];
export type AccountCode = Account['code'];

function account<Code extends string>(code: Code, name: string, nameZh: string, normalSide: Side) {
  return { code, name, nameZh, normalSide } as const;
}
