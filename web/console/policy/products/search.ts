import { recordSearch } from '../../../app/search.ts';

export const productSearch = recordSearch({});
