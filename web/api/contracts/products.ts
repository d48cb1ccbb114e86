import type * as wire from '../../../api/schemas/product.ts';
import type * as versions from '../../../api/schemas/product-versions.ts';
import { read, write } from '../contract.ts';

export const listProducts = read<{ answer: typeof wire.productList }>('/v1/products');

export const readProduct = read<{
  params: typeof wire.productParams;
  answer: typeof wire.product;
}>('/v1/products/:code');

export const listProductVersions = read<{
  query: typeof versions.productVersionQuery;
  answer: typeof versions.productVersions;
}>('/v1/product-versions');

export const previewProductCosts = write<{
  body: typeof versions.productPreviewInput;
  answer: typeof versions.productPreview;
}>('POST', '/v1/product-previews');
