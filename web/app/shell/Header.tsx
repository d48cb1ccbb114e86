/** The bar on top: search, business date, language, colour scheme, and whose session this is. */
import { Burger, Button, Group, Menu, Text } from '@mantine/core';
import { IconChevronDown, IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-words.ts';
import { useHouseTime } from '../../api/clock.ts';
import { SIGN_IN_PATH } from '../../routes.ts';
import { useSignOut, type Me } from '../session.ts';
import classes from './frame.module.css';
import { openPalette } from './palette-open.ts';
import { forgetRecent } from './recent-records.ts';
import { LanguageSwitch, SchemeSwitch } from './Switches.tsx';

type Props = {
  readonly me: Me;
  readonly height: number;
  readonly isMenuOpen: boolean;
  readonly onMenu: () => void;
};

export function Header({ me, height, isMenuOpen, onMenu }: Props): ReactNode {
  const { t } = useTranslation();
  const { businessDate } = useHouseTime();
  return (
    <Group h={height} px="md" gap="sm" wrap="nowrap">
      <Burger
        opened={isMenuOpen}
        onClick={onMenu}
        hiddenFrom="sm"
        size="sm"
        aria-label={t('frame.menu')}
      />
      <Text
        fw={700}
        fz="lg"
        component={Link}
        to="/home"
        td="none"
        c="inherit"
        w={168}
        visibleFrom="sm"
      >
        {t('product')}
      </Text>
      <Button
        variant="default"
        className={classes['searchButton'] ?? ''}
        leftSection={<IconSearch size={16} aria-hidden />}
        onClick={() => openPalette()}
        title="Ctrl/⌘ K"
      >
        <Text truncate>{t('palette.open')}</Text>
      </Button>
      <Group gap="sm" wrap="nowrap" ml="auto">
        <Text visibleFrom="md" className="tabular">
          {t('frame.businessDate', { date: businessDate ?? me.businessDate })}
        </Text>
        <LanguageSwitch isSignedIn />
        <SchemeSwitch />
        <UserMenu me={me} />
      </Group>
    </Group>
  );
}

function UserMenu({ me }: { readonly me: Me }): ReactNode {
  const { t } = useTranslation();
  const signOut = useSignOut(SIGN_IN_PATH);
  const leave = () => {
    forgetRecent();
    void signOut();
  };
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <Button
          variant="subtle"
          px="xs"
          rightSection={<IconChevronDown size={14} aria-hidden />}
          aria-label={t('frame.user', { name: me.displayName })}
        >
          <Text truncate maw={120}>
            {me.displayName}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('frame.user', { name: me.displayName })}>
        <Menu.Item component={Link} to="/me">
          {t('frame.me')}
        </Menu.Item>
        {me.mode === 'training' ? (
          <Menu.Item component={Link} to="/training" search={{ tour: 'open' } as never}>
            {t('frame.tour')}
          </Menu.Item>
        ) : null}
        <Menu.Item onClick={leave}>{t('frame.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
