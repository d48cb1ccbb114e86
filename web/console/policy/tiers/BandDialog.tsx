/** Cuts the bands of a slice at an amount, or moves a limit between two bands. */
import { Modal, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { AmountBand, MatrixContent } from '../../../../domain/approval/matrix.ts';
import { CommandForm } from '../../../components/CommandForm.tsx';
import { useFieldErrors } from '../../../components/field-errors.ts';
import { isZero, readAmount } from '../../../components/money-text.ts';
import { MoneyInput } from '../../../components/MoneyInput.tsx';
import { useTranslation } from '../../../i18n/use-words.ts';
import { useDraftEdit, type Version } from '../versions/version.ts';
import { useBandText } from './band-text.ts';
import { moveLimit, splitAt, type Slice } from './grid.ts';

export type BandQuestion =
  { readonly kind: 'add' } | { readonly kind: 'band'; readonly band: AmountBand };

type Props = {
  readonly version: Version;
  readonly content: MatrixContent;
  readonly slice: Slice;
  readonly question: BandQuestion;
  readonly onClose: () => void;
};

export function BandDialog(props: Props): ReactNode {
  const { question, onClose } = props;
  const { t } = useTranslation('policy');
  const bandText = useBandText();
  const title = question.kind === 'add' ? t('band.add') : bandText(question.band);
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      centered
      closeButtonProps={{ 'aria-label': t('components:close') }}
    >
      <BandForm {...props} />
    </Modal>
  );
}

function BandForm({ version, content, slice, question, onClose }: Props): ReactNode {
  const { t } = useTranslation('policy');
  const edit = useDraftEdit(version, onClose);
  const { refused } = useFieldErrors(edit.command.problem);
  const start = question.kind === 'add' ? '' : question.band.from;
  const [amount, setAmount] = useState(start);
  const currency = content.rows[0]?.currency ?? 'CNY';
  const isMove = question.kind === 'band' && !isZero(question.band.from);
  const isAmount = readAmount(amount, currency).kind === 'amount' && !isZero(amount);
  const save = () => {
    const next = isMove
      ? moveLimit(content, slice, start, amount)
      : splitAt(content, slice, amount);
    void edit.save(next);
  };
  return (
    <CommandForm
      command={edit.command}
      refused={refused}
      verb={t(isMove ? 'band.move' : 'band.split')}
      onSubmit={save}
      conflict={{ onReload: edit.reload, onDiscard: onClose }}
      {...(isAmount && amount !== start ? {} : { blockedReason: t('band.amountMissing') })}
    >
      <Stack gap="sm">
        <Text size="sm">{t(isMove ? 'band.moveHint' : 'band.splitHint')}</Text>
        <MoneyInput
          data-autofocus
          label={t('band.limit')}
          currency={currency}
          value={amount}
          onChange={setAmount}
        />
      </Stack>
    </CommandForm>
  );
}
