/** An environment of build/settings.json, as a project gets it. */
export interface ProjectEnvironment {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** Begins the names of its stacks: `stackPrefix`, or the environment's name. */
  readonly stackPrefix: string;
  /** The project's `values` for every environment, and over them this environment's. */
  readonly values: Record<string, unknown>;
}

/** A role chain's links. */
export type Chains = Record<string, { readonly role: string }[]>;

/** What the apps use of build/settings.json. */
export interface Settings {
  readonly qualifier: string;
  readonly cicd: { readonly account: string; readonly region: string };
  readonly environments: {
    readonly name: string;
    readonly account: string;
    readonly region: string;
    readonly bootstrap?: { readonly readOnlyRole?: boolean };
    readonly chains?: Chains;
  }[];
  readonly projects?: { readonly name: string; readonly folder?: string; readonly kind?: string; readonly releases?: boolean }[];
  readonly roles: Record<
    'deploy' | 'filePublishing' | 'imagePublishing' | 'lookup' | 'cloudFormationExecution' | 'readOnly',
    string
  >;
  readonly credentials: { readonly chains?: Chains };
  readonly bootstrap: { readonly readOnlyRole?: boolean };
  /** Missing where nothing releases. */
  readonly source?: Record<string, string>;
  readonly pipeline?: Record<string, unknown>;
}

/** Reads build/settings.json, comments and all. */
export function readSettings(): Settings;

/** The environments that a project goes to, in their order. */
export function environmentsOf(settings: Settings, project: string): ProjectEnvironment[];

/** Reads build/versions.json: the version of a package, and the package with it as npm takes it. */
export function readVersions(): { version(name: string): string; pinned(name: string): string };

/** The repository's root. */
export const root: string;
