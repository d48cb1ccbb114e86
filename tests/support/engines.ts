/** What the global set-up hands over to the test files: where the engines answer. */
export interface Engines {
  /** Of this run; removed after it. */
  readonly folder: string;
  /** The superuser's connection string: it clones and drops databases. */
  readonly adminUrl: string;
  readonly temporalAddress: string;
  /** Namespaces made in advance, `test-1` up to this number; each test file takes one of its own. */
  readonly namespaceCount: number;
  /** The bundle's path, or null with the reason why the workflows could not be bundled. */
  readonly workflowBundle: string | null;
  readonly bundleFailure: string | null;
}

declare module 'vitest' {
  export interface ProvidedContext {
    engines: Engines;
  }
}
