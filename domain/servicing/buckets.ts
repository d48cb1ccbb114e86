/** Buckets 逾期阶段: named ranges of days past due, as data. A set is ordered, without gaps, and its last one is open. */
export type BucketSet = readonly { readonly name: string; readonly fromDays: number }[];

export const defaultBuckets: BucketSet = [
  { name: 'M0', fromDays: 0 },
  { name: 'M1', fromDays: 1 },
  { name: 'M2', fromDays: 31 },
  { name: 'M3', fromDays: 61 },
  { name: 'M4', fromDays: 91 },
  { name: 'M5', fromDays: 121 },
  { name: 'M6', fromDays: 151 },
  { name: 'M6+', fromDays: 181 },
];

export function bucketOf(daysPastDue: number, buckets: BucketSet = defaultBuckets): string {
  const found = buckets.findLast(({ fromDays }) => fromDays <= daysPastDue);
  return found?.name ?? buckets[0]!.name;
}
