import { Box, Group, Skeleton, Stack } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';

const DELAY_MS = 150;

/** Nothing for the first 150 ms, so that a quick answer does not flash a skeleton; the room is kept all the while. */
export function Delayed({
  minHeight,
  children,
}: {
  readonly minHeight?: number | string;
  readonly children: ReactNode;
}) {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), DELAY_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Box mih={minHeight ?? 0} aria-hidden style={{ visibility: isShown ? 'visible' : 'hidden' }}>
      {children}
    </Box>
  );
}

/** Rows of the height a list will have. */
export function TableSkeleton({
  rows,
  rowHeight,
}: {
  readonly rows: number;
  readonly rowHeight: number;
}) {
  return (
    <Delayed minHeight={rows * rowHeight}>
      {Array.from({ length: rows }, (_, row) => (
        <Group key={row} h={rowHeight} gap="lg" px="xs" wrap="nowrap">
          <Skeleton h={12} w="14%" />
          <Skeleton h={12} w={`${18 + ((row * 7) % 12)}%`} />
          <Skeleton h={12} w="12%" />
          <Skeleton h={12} style={{ flex: 1 }} />
        </Group>
      ))}
    </Delayed>
  );
}

/** A heading and lines of text. */
export function BlockSkeleton({ lines = 4 }: { readonly lines?: number }) {
  return (
    <Delayed>
      <Stack gap="sm">
        <Skeleton h={20} w="30%" />
        {Array.from({ length: lines }, (_, line) => (
          <Skeleton key={line} h={12} w={`${92 - ((line * 13) % 30)}%`} />
        ))}
      </Stack>
    </Delayed>
  );
}
