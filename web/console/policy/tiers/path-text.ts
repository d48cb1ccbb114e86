/** A path in a few words: 信贷初审 → 贷审会 3/5. */
import type { StageTemplate, Tier } from '../../../../domain/approval/matrix.ts';
import { useTranslation } from '../../../i18n/use-words.ts';
import { useStageName } from '../../approvals/stage-name.ts';

export type PathWords = {
  readonly stageName: (key: string) => string;
  readonly stageText: (stage: Pick<StageTemplate, 'key' | 'mode' | 'quorumCount'>) => string;
  readonly pathText: (tier: Tier) => string;
};

export function usePathWords(): PathWords {
  const { t } = useTranslation('policy');
  const stageName = useStageName();
  const stageText: PathWords['stageText'] = ({ key, mode, quorumCount }) => {
    const name = stageName(key);
    if (mode === 'any') return name;
    if (mode === 'n_of_m') return t('stage.quorumShort', { name, count: quorumCount ?? 0 });
    return t(mode === 'all' ? 'stage.allShort' : 'stage.sequentialShort', { name });
  };
  return {
    stageName,
    stageText,
    pathText: ({ path }) => path.map(stageText).join(' → '),
  };
}

export function hoursOf({ path }: Tier): number {
  return path.reduce((total, { sla }) => total + sla.workingHours, 0);
}
