/**
 * What stands in `tests/scenarios/approval/*.json`. A scenario is a matrix in short, a case, and what people do one
 * after the other, with what comes of it or the code of the refusal. Nothing in it needs TypeScript.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { StageMode } from '../../domain/approval/matrix.ts';
import type { Role } from '../../domain/roles.ts';
import type { CastName } from './scenario-cast.ts';

export type ScenarioStage = {
  readonly stage: string;
  readonly mode?: StageMode;
  /** n of `n_of_m`. */
  readonly needs?: number;
  /** By name, or everybody with a role in the branch. */
  readonly people?: readonly CastName[];
  readonly role?: Role;
  /** Have a seat that may only veto. */
  readonly veto?: readonly CastName[];
  readonly otherPerson?: boolean;
  readonly commentOnApprove?: boolean;
  readonly waitForAll?: boolean;
  readonly hours?: number;
};

export type Expectation = {
  /** Of the application. */
  readonly status?: string;
  /** Position of the stage that is open. */
  readonly stage?: number;
  readonly attempt?: number;
  /** Names of those whose seat in the open stage has no vote yet. */
  readonly open?: readonly CastName[];
  readonly amount?: string;
  readonly tier?: string;
  /** Kinds of events that stand in the timeline. */
  readonly timeline?: readonly string[];
  /** Kinds that do not. */
  readonly never?: readonly string[];
  /** Members of the answer itself. */
  readonly answer?: Readonly<Record<string, unknown>>;
  /** What the person of the step may do next in the stage: `true`, or the code of the refusal. */
  readonly can?: Readonly<Record<string, true | string>>;
  readonly notice?: { readonly to: CastName; readonly template: string };
  readonly conditions?: readonly string[];
};

export type Step = {
  readonly by?: CastName;
  readonly does?: string;
  /** The stage at this position, newest attempt; the open one where nothing is said. */
  readonly at?: number;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly refused?: string;
  readonly then?: Expectation;
};

export type Scenario = {
  readonly title: string;
  /** The name under which what the engine wrote down goes into the corpus, when that is asked for. */
  readonly record?: string;
  readonly amount?: string;
  readonly months?: number;
  /** Who makes the case; Lin where nothing is said. */
  readonly maker?: CastName;
  /** The seeded matrix where no path is given. */
  readonly path?: readonly ScenarioStage[];
  readonly tier?: string;
  /** A second tier from this amount on. */
  readonly higher?: {
    readonly from: string;
    readonly tier: string;
    readonly path: readonly ScenarioStage[];
  };
  readonly atLeast?: number;
  /** Moves the clock or a delegation of the shared cast, so nothing may run beside it. */
  readonly alone?: boolean;
  readonly steps: readonly Step[];
};

export function readScenarios(): readonly (Scenario & { readonly file: string })[] {
  const folder = new URL('../scenarios/approval/', import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .flatMap((file) => {
      const list = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Scenario[];
      return list.map((scenario) => ({ ...scenario, file }));
    });
}
