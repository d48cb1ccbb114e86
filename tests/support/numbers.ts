/** Numbers with valid check digits for people who do not exist. */

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/**
 * A resident identity number (GB 11643) of somebody born on that date in Shanghai.
 * @param sequence 0 to 999 tells people of one day apart
 */
export function residentNumber(birthDate: string, sequence: number): string {
  const digits = `310104${birthDate.replaceAll('-', '')}${sequence.toString().padStart(3, '0')}`;
  const sum = [...digits].reduce(
    (total, digit, index) => total + Number(digit) * weights[index]!,
    0,
  );
  return digits + '10X98765432'.charAt(sum % 11);
}

let count = 0;

/** A new customer's body, another person with each call. */
export function newPerson(changes: Record<string, unknown> = {}) {
  count += 1;
  return {
    kind: 'person',
    name: '王小明',
    identity: { type: 'national_id', country: 'CN', number: residentNumber('1990-03-07', count) },
    phone: `138${(10_000_000 + count).toString()}`,
    ...changes,
  };
}
