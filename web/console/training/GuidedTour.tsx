/** A short walk through the pages of one's role. How far it went, and that it was taken, is kept by the API. */
import { Button, Tour } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconCompass } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useListParams } from '../../app/list-params.ts';
import { useMe } from '../../app/session.ts';
import { navigationOf } from '../../app/shell/navigation.ts';
import { usePreferences } from '../../app/shell/preferences.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { pages } from '../../routes.ts';
import { trainingSearch } from './search.ts';
import { tourFor, type RoleTour } from './tour-steps.ts';

/** The button that begins, goes on with, or repeats the tour, and the tour itself. */
export function GuidedTour(): ReactNode {
  const { t } = useTranslation('training');
  const me = useMe();
  const entries = navigationOf(me, pages);
  const tour = tourFor(
    me.roles,
    entries.map(({ word }) => word),
  );
  const key = `console/${tour.name}`;
  const [{ toursSeen = [], tour: kept }] = usePreferences();
  const isSeen = toursSeen.includes(key);
  const stepCount = tour.words.length + 2;
  const left = kept?.name === key && kept.step < stepCount ? kept.step : 0;
  const { params, set } = useListParams(trainingSearch);
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (params.tour === 'open') setOpen(true);
  }, [params.tour]);
  const close = () => {
    setOpen(false);
    if (params.tour !== undefined) set({ tour: undefined });
    // Back to where it was begun, so that the keyboard goes on from there.
    button.current?.focus();
  };
  return (
    <>
      <Button
        ref={button}
        variant="default"
        leftSection={<IconCompass size={16} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t(left > 0 ? 'tour.resume' : isSeen ? 'tour.again' : 'tour.start')}
      </Button>
      {isOpen ? (
        <Steps tour={tour} keptName={key} from={left} stepCount={stepCount} onClose={close} />
      ) : null}
    </>
  );
}

type StepsProps = {
  readonly tour: RoleTour;
  readonly keptName: string;
  readonly from: number;
  readonly stepCount: number;
  readonly onClose: () => void;
};

function Steps({ tour, keptName, from, stepCount, onClose }: StepsProps): ReactNode {
  const { t } = useTranslation('training');
  const me = useMe();
  const [{ toursSeen = [] }, change] = usePreferences();
  const [step, setStep] = useState(from);
  // On a narrow screen the navigation is folded away, so there is nothing to point at.
  const isWide = useMediaQuery('(min-width: 48em)', true, { getInitialValueInEffect: false });
  const entries = navigationOf(me, pages);
  const leave = () => {
    const isOver = step >= stepCount - 1;
    const seen = isOver && !toursSeen.includes(keptName) ? [...toursSeen, keptName] : toursSeen;
    void change({ toursSeen: seen, tour: { name: keptName, step: isOver ? 0 : step } });
    onClose();
  };
  return (
    <Tour
      active
      step={step}
      onStepChange={setStep}
      onClose={leave}
      transitionProps={{ duration: 0 }}
      stepTransitionDuration={0}
    >
      <Tour.Step target="#content h1" title={t('tour.welcome')}>
        {t(`tour.role.${tour.name}`)}
      </Tour.Step>
      {tour.words.map((word) => (
        <Tour.Step
          key={word}
          {...(isWide
            ? { target: `nav a[href="${entries.find((entry) => entry.word === word)!.path}"]` }
            : {})}
          position="right"
          title={t(`frame:nav.${word}`)}
        >
          {t(`tour.page.${word}`)}
        </Tour.Step>
      ))}
      <Tour.Step title={t('tour.keys')}>{t('tour.keysText')}</Tour.Step>
    </Tour>
  );
}
