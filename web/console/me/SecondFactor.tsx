/** Whether sign-in takes more than the password, and the way to change that. */
import { Anchor, Badge, Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { readMe } from '../../api/contracts/me.ts';
import { problemOf, type Problem } from '../../api/problem.ts';
import { endSecondFactor } from '../../api/second-factor.ts';
import { SignInProblem, useCountdown } from '../../app/SignInProblem.tsx';
import { useMe } from '../../app/session.ts';
import { ENROL_PATH } from '../../routes.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { Section } from './Section.tsx';

export function SecondFactor(): ReactNode {
  const { t } = useTranslation('me');
  const { hasSecondFactor } = useMe();
  const [isEnding, setEnding] = useState(false);
  return (
    <Section title={t('factor.title')}>
      <Group>
        <Badge variant="light" color={hasSecondFactor ? 'green' : 'gray'}>
          {t(hasSecondFactor ? 'factor.on' : 'factor.off')}
        </Badge>
        {hasSecondFactor ? (
          <Button variant="default" size="xs" onClick={() => setEnding(!isEnding)}>
            {t('factor.end')}
          </Button>
        ) : (
          <Anchor component={Link} to={ENROL_PATH}>
            {t('factor.setUp')}
          </Anchor>
        )}
      </Group>
      {isEnding && hasSecondFactor ? <EndForm /> : null}
    </Section>
  );
}

function EndForm(): ReactNode {
  const { t } = useTranslation('me');
  const client = useQueryClient();
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const waitSeconds = useCountdown(problem);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await endSecondFactor(password);
      await client.refetchQueries({ queryKey: [readMe.path] });
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm" maw={360}>
        <Text>{t('factor.endText')}</Text>
        <PasswordInput
          label={t('frame:session.password')}
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <SignInProblem problem={problem} waitSeconds={waitSeconds} />
        <Button type="submit" color="red" disabled={waitSeconds > 0}>
          {t('factor.end')}
        </Button>
      </Stack>
    </form>
  );
}
