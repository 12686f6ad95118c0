/** What Azure answers instead of what was asked for. */
export class AzureFault extends Error {
  readonly status: number;
  /** The code of the innermost error: `RoleAssignmentExists`. */
  readonly code: string;
  /** Id of the resource that it is about, where Azure names one. */
  readonly target: string | undefined;

  constructor(status: number, { code, message, target }: ErrorDetail) {
    super(message);
    this.name = 'AzureFault';
    this.status = status;
    this.code = code;
    this.target = target;
  }
}

/** One error of Azure Resource Manager: errors of nested deployments lie within it. */
export interface ErrorDetail {
  readonly code: string;
  readonly message: string;
  readonly target?: string | undefined;
  readonly details?: readonly ErrorDetail[] | undefined;
  /** Of services that tell the way down like this; its message may be missing. */
  readonly innererror?: Partial<ErrorDetail> | undefined;
}

/** An answer with an error in its body, or without one. */
export function faultOfAnswer(status: number, body: string | null | undefined): AzureFault {
  return new AzureFault(
    status,
    innermost(readDetail(body) ?? { code: `Http${status}`, message: `Azure answered ${status}.` }),
  );
}

/**
 * What the SDK throws, told as the other faults are: an answer with an error, or no answer at all (status 0,
 * with the code of the network). Anything else is given back as it is.
 */
export function faultOfError(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== 'RestError') return error;
  const { statusCode, code, response } = error as Error & {
    readonly statusCode?: number;
    readonly code?: string;
    readonly response?: { readonly bodyAsText?: string | null };
  };
  if (statusCode !== undefined && response) return faultOfAnswer(statusCode, response.bodyAsText);
  return new AzureFault(0, { code: code ?? 'NoAnswer', message: error.message });
}

/** The error that the others are about: a failed deployment says little, what failed in it says why. */
export function innermost(detail: ErrorDetail): ErrorDetail {
  const inner = detail.details?.[0] ?? readInner(detail.innererror) ?? readDetail(detail.message);
  if (inner === undefined) return detail;
  return innermost({ ...inner, target: inner.target ?? detail.target });
}

function readInner(inner: Partial<ErrorDetail> | undefined): ErrorDetail | undefined {
  if (typeof inner?.code !== 'string' || typeof inner.message !== 'string') return undefined;
  return { ...inner, code: inner.code, message: inner.message };
}

/** Nested errors come as objects, or as JSON in the message of the error around them. */
function readDetail(text: string | null | undefined): ErrorDetail | undefined {
  if (!text?.trimStart().startsWith('{')) return undefined;
  try {
    const { error } = JSON.parse(text) as { readonly error?: Partial<ErrorDetail> };
    if (typeof error?.code !== 'string') return undefined;
    return { ...error, code: error.code, message: error.message ?? '' };
  } catch {
    return undefined;
  }
}
