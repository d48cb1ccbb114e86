import type { StageTemplate } from '../../../../domain/approval/matrix.ts';

/** Keys that the catalogue of stages has words for, in the order of authority. */
export const knownStageKeys = [
  'credit_officer',
  'second_credit_officer',
  'branch_head',
  'risk_manager',
  'credit_committee',
  'chief_risk_officer',
  'general_manager',
  'board_credit_committee',
  'finance',
  'second_admin',
] as const;

/** A stage to begin with: a risk manager of the head office within a working day; everything can be changed. */
export function newStage(path: readonly StageTemplate[]): StageTemplate {
  const key = knownStageKeys.find((one) => path.every((stage) => stage.key !== one));
  return {
    key: key ?? `stage-${path.length + 1}`,
    mode: 'any',
    quorumCount: null,
    waitForAll: false,
    approvers: [
      {
        source: { kind: 'role', role: 'risk_manager', level: 'head_office' },
        seatCount: null,
        hasVeto: false,
        isCounted: true,
      },
    ],
    otherPerson: true,
    dedupe: 'none',
    commentOnApprove: false,
    sla: {
      workingHours: 8,
      reminderPercents: [50, 80],
      escalationPercent: 100,
      processAdminPercent: 150,
      escalateTo: { kind: 'role', role: 'chief_risk_officer', level: 'head_office' },
    },
  };
}
