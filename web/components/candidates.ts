/** People who might take something over, as the API names them. */
import type { z } from 'zod';
import type { candidate } from '../../api/schemas/candidates.ts';

export type Candidate = z.output<typeof candidate>;
