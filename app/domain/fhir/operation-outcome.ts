/** What FHIR says instead of a problem document (R4 OperationOutcome). */
export type OperationOutcome = {
  resourceType: 'OperationOutcome'
  issue: {
    severity: 'error'
    code: string
    details: { coding: { system: string; code: string }[]; text: string }
    diagnostics?: string
  }[]
}

/** A refusal with the portal's own code, FHIR's kind of issue for its status, and what in the request it is about. */
export function operationOutcome(
  url: string,
  { code, status, text, about }: { code: string; status: number; text: string; about?: string | undefined },
): OperationOutcome {
  return {
    resourceType: 'OperationOutcome',
    issue: [
      {
        severity: 'error',
        code: ISSUES[status] ?? 'processing',
        details: { coding: [{ system: `${url}/problems`, code }], text },
        ...(about && { diagnostics: about }),
      },
    ],
  }
}

/** http://hl7.org/fhir/R4/valueset-issue-type.html */
const ISSUES: Record<number, string> = {
  400: 'invalid',
  401: 'login',
  403: 'forbidden',
  404: 'not-found',
  405: 'not-supported',
  406: 'not-supported',
  410: 'not-found',
  413: 'too-long',
  415: 'not-supported',
  500: 'exception',
}
