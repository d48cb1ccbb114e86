/** The live counts beside the navigation. */

/** By the name a navigation entry gives; a count that nobody keeps is left out. */
export function useCounts(): Readonly<Record<string, number | undefined>> {
  return {};
}
