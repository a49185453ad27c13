import { isUnverifiable } from '../refusal.ts'
import type { Verdict } from '../verify-consent-token.ts'
import { EXIT, type ExitCode } from './command.ts'

/** How a command about one person ends. */
export function exitCodeOf(verdict: Verdict): ExitCode {
  if (verdict.outcome === 'permit') return EXIT.allPermitted
  return isUnverifiable(verdict.reason) ? EXIT.unverifiable : EXIT.nonePermitted
}
