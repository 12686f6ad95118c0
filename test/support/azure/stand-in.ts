/**
 * For tests: a stand-in for Azure Resource Manager on loopback. It keeps what it is given, runs
 * deployments by the protocol of long-running operations and evaluates templates as Azure does, which the
 * Bicep CLI confirms where it is installed. It knows no more of a resource type
 * than the commands need, and answers 501 to whatever it does not know.
 */
import type { TokenCredential } from '@azure/identity';

/** A resource as Azure answers it. */
export interface StoredResource {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly location?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly kind?: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

/** A request that is answered otherwise than it should be. */
export interface Failure {
  readonly method?: string;
  /** Of the path with its query. */
  readonly path: RegExp;
  /** How often; always where absent. */
  readonly times?: number;
  /** 0 for no answer: the connection is cut. */
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Row = Readonly<Record<string, unknown>>;

export interface AzureStandInOptions {
  /** Where the workspace lies; those of the Bicep snapshots where absent. */
  readonly subscriptionId?: string;
  readonly resourceGroup?: string;
  readonly workspace?: string;
  /** Of the group and of the workspace. */
  readonly location?: string;
  /** Without Microsoft Sentinel in the workspace where false. */
  readonly hasSentinel?: boolean;
  /** Names of further resource groups, and further subscriptions; they are empty. */
  readonly otherGroups?: readonly string[];
  readonly otherSubscriptions?: readonly { readonly subscriptionId: string; readonly displayName: string }[];
  /** What there is besides group and workspace. */
  readonly resources?: readonly StoredResource[];
  /** Rows of the workspace by table, for queries; a watchlist is kept in `resources`. */
  readonly tables?: Readonly<Record<string, readonly Row[]>>;
  /** Time of queries and of records, in milliseconds; a fixed day where absent. */
  readonly now?: number;
  /** Resources that a deployment works at in one step. */
  readonly atOnce?: number;
  /**
   * Path of the Bicep CLI. Validation then evaluates the template with it too and fails where both do not
   * agree; it knows only the place that is there without these options.
   */
  readonly bicep?: string;
  /** Members of a page of a list. */
  readonly pageSize?: number;
}

export interface AzureStandIn {
  /** https://localhost:PORT */
  readonly endpoint: string;
  /** The certificate by which it is trusted, in PEM. */
  readonly authority: string;
  readonly credential: TokenCredential;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly workspace: string;
  /** By id in lower case. */
  readonly resources: Map<string, StoredResource>;
  /** Values of secrets by id in lower case, the newest last. They are in no answer. */
  readonly secrets: Map<string, string[]>;
  /** Names of the functions of apps, by id in lower case; the code package brings them. */
  readonly functions: Map<string, readonly string[]>;
  /** Rows of the workspace by table. */
  readonly tables: Map<string, readonly Row[]>;
  /** Method and path with query, in their order. */
  readonly asked: string[];
  /** Every body that came in and went out, to look for secrets. */
  readonly traffic: string[];
  /** Every body that went out. */
  readonly answers: string[];
  /** What the caller may do, with wildcards: everything at first. The actions of a role are given here. */
  readonly granted: Set<string>;
  /** Actions that the caller may not do: `Microsoft.Authorization/roleAssignments/write`. */
  readonly denied: Set<string>;
  /** Data actions that the caller may do, with stars for anything; none at first, as for an owner. */
  readonly grantedData: Set<string>;
  /** Namespaces of providers that are not registered, in lower case. */
  readonly unregistered: Set<string>;
  /** Regions that offer Flex Consumption, as `westeurope`. */
  readonly flexRegions: Set<string>;
  /** Names that others have taken, in lower case: of vaults, storage accounts and function apps. */
  readonly takenNames: Set<string>;
  /** Deleted vaults by name in lower case, with their regions. */
  readonly deletedVaults: Map<string, { readonly id: string; readonly location: string }>;
  /** Fails requests from now on. */
  fail(failure: Failure): void;
  /** Fails the creation of resources of this type within deployments. */
  failResource(
    type: string,
    error: { readonly code: string; readonly message: string },
    times?: number,
  ): void;
  /** A policy that forbids resources of this type: told by validation, and by requests. */
  forbid(type: string, policy: string): void;
  /** Answers the next requests with 429 and this many seconds to wait. */
  throttle(times: number, retryAfterSeconds?: number): void;
  /** Cuts the connection of the next requests. */
  reset(times: number): void;
  /** Waits this long before each answer, in milliseconds. */
  slow(milliseconds: number): void;
  /** All tokens given out so far are expired from now on. */
  expireTokens(): void;
  /** Deployments stand still however often they are asked about, until `release`. */
  hold(): void;
  release(): void;
  /** Time of queries and of records from now on, in milliseconds. */
  setNow(now: number): void;
  stop(): Promise<void>;
}
