/** A reminder plan as JSON: how many days before a due date, and by which channels. */
import { z } from 'zod';
import type { ReminderPlan } from '../../domain/servicing/reminder-plan.ts';

export const reminderPlanContent = z.strictObject({
  reminders: z
    .array(
      z.strictObject({
        daysBefore: z.number().int().min(0).max(90),
        channels: z.array(z.enum(['push', 'email', 'sms'])).min(1),
      }),
    )
    .max(20),
}) satisfies z.ZodType<ReminderPlan>;
