/** What a tier matrix looks at of an application. */
import type { Money } from '../money.ts';
import type { ApplicationData } from '../origination/application.ts';
import { productCeiling, type ProductContent } from '../origination/product.ts';
import type { MatrixFacts } from './authority.ts';

/** @param known what stands outside the application: the amount at stake, its units, and what the assessment said */
export function matrixFactsOf(
  { amount, content }: { readonly amount: Money; readonly content: ApplicationData },
  product: ProductContent,
  known: Pick<MatrixFacts, 'amount' | 'unitIds' | 'grade' | 'exceptions'>,
): MatrixFacts {
  return {
    requested: amount,
    ceiling: productCeiling(product),
    product: product.code,
    customerType: content.customerType,
    isSecured: content.security !== null,
    ...known,
  };
}
