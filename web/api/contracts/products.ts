import type * as wire from '../../../api/schemas/product.ts';
import { read } from '../contract.ts';

export const listProducts = read<{ answer: typeof wire.productList }>('/v1/products');

export const readProduct = read<{
  params: typeof wire.productParams;
  answer: typeof wire.product;
}>('/v1/products/:code');
