/** Which reminder goes out how many days before a due date, and how: the content of a reminder plan's version. */

export type ReminderChannel = 'push' | 'email' | 'sms';

export type ReminderPlan = {
  readonly reminders: readonly {
    /** 0 is the due date itself. */
    readonly daysBefore: number;
    readonly channels: readonly ReminderChannel[];
  }[];
};

export function channelsOf(
  { reminders }: ReminderPlan,
  daysBefore: number,
): readonly ReminderChannel[] {
  return reminders.find((reminder) => reminder.daysBefore === daysBefore)?.channels ?? [];
}
