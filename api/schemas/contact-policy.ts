/** A contact policy as JSON: when, how often and with whom contact is allowed. */
import { z } from 'zod';

export const contactPolicyContent = z.looseObject({ name: z.string() });
