/** Which content each kind of policy asks for, and under which name it is known. */
import type { ZodType } from 'zod';
import type { PolicyKind } from '../../db/queries/policy-versions.ts';
import { contactPolicyContent } from './contact-policy.ts';
import { matrixContent } from './matrix.ts';
import { noticeTemplateContent } from './notice-templates.ts';
import { productContent } from './product.ts';
import { reminderPlanContent } from './reminder-plan.ts';
import { scorecardContent } from './scorecard.ts';

export const contentSchemas: { readonly [K in PolicyKind]: ZodType } = {
  contact_policy: contactPolicyContent,
  matrix: matrixContent,
  notice_template: noticeTemplateContent,
  product: productContent,
  reminder_plan: reminderPlanContent,
  scorecard: scorecardContent,
};

/** The member that carries the policy's own name and must agree with the version's; null where there is none. */
export const nameMembers: { readonly [K in PolicyKind]: string | null } = {
  contact_policy: 'name',
  matrix: 'name',
  notice_template: 'name',
  product: 'code',
  reminder_plan: null,
  scorecard: 'name',
};
