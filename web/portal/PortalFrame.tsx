/** The frame of the portal: one column for a phone, the name of the house on top. */
import { Box, Container, Group, Text } from '@mantine/core';
import { Outlet } from '@tanstack/react-router';
import { Suspense, type ReactNode } from 'react';
import { useTranslation } from '../i18n/use-words.ts';
import { LiveRegion } from '../app/live-region.tsx';
import { PageSkeleton } from '../app/PageSkeleton.tsx';
import { ShortcutProvider } from '../app/shortcuts.tsx';

export function PortalFrame(): ReactNode {
  const { t } = useTranslation();
  return (
    <ShortcutProvider isOn={false}>
      <Container size="xs" p="md">
        <Group component="header" justify="space-between" pb="md">
          <Text fw={700}>{t('product')}</Text>
        </Group>
        <Box component="main">
          <Suspense fallback={<PageSkeleton />}>
            <Outlet />
          </Suspense>
        </Box>
      </Container>
      <LiveRegion />
    </ShortcutProvider>
  );
}
