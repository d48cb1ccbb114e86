/**
 * Proves the arithmetic on loans given as data: `npm run -s conformance -- FILE...`. Prints each failing case with
 * its first differing row and column and ends with `N passed, N failed`; exit code 1 if any failed or a file is
 * not readable as cases. The formats are those of `ops/conformance/`.
 */
import { readFileSync } from 'node:fs';
import { checkAllocation, isAllocationCase } from './conformance/allocations.ts';
import { checkSchedule, isScheduleCase } from './conformance/schedules.ts';
import { findMalformedField } from './conformance/shape.ts';

type Outcome = { readonly id: string; readonly difference: string | null };

function checkCase(value: unknown): Outcome {
  const id = idOf(value);
  try {
    if (isScheduleCase(value))
      return { id, difference: findMalformedField(value) ?? checkSchedule(value) };
    if (isAllocationCase(value)) return { id, difference: checkAllocation(value) };
    return { id, difference: 'not a case of a known format' };
  } catch (error) {
    return { id, difference: isSlip(error) ? malformed : messageOf(error) };
  }
}

const malformed = 'a field is missing, or of another kind than the format says';

/** What the language says of a value it did not expect helps nobody who wrote a case. */
function isSlip(error: unknown): boolean {
  return error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
}

function idOf(value: unknown): string {
  if (typeof value !== 'object' || value === null || !('id' in value)) return '(no id)';
  return String(value.id);
}

/** @throws Error that names the file and what is wrong with it */
function readCases(file: string): readonly unknown[] {
  const content = parseFile(file);
  if (!Array.isArray(content)) throw new Error(`${file} holds no array of cases`);
  return content;
}

function parseFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new Error(`${file} ${reason}: ${messageOf(error)}`, { cause: error });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function run(files: readonly string[]): number {
  let passed = 0;
  let failed = 0;
  let isEveryFileRead = true;
  for (const file of files) {
    try {
      for (const { id, difference } of readCases(file).map(checkCase)) {
        if (difference === null) passed += 1;
        else {
          failed += 1;
          console.log(`${id}: ${difference}`);
        }
      }
    } catch (error) {
      isEveryFileRead = false;
      console.error(messageOf(error));
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  return isEveryFileRead && failed === 0 && passed > 0 ? 0 : 1;
}

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('usage: npm run -s conformance -- FILE...');
  process.exitCode = 1;
} else {
  process.exitCode = run(files);
}
