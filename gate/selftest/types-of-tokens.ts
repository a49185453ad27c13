import { kidFor, OTHER_TYPES } from './case-keys.ts'
import type { CaseWriter, TokenCase } from './case-writer.ts'
import { HEADER, LIST_HEADER } from './good-case.ts'

/** Everything else that the portal signs: none of it is a consent token, whatever it says (RFC 8725 §3.11, §3.12). */
export function typesOfTokens({ keys, token, refused }: CaseWriter): TokenCase[] {
  return [
    refused('a status list token with the claims of a consent', 'header-not-allowed', {
      token: token({ header: LIST_HEADER, key: keys.list.privateKey }),
    }),
    ...OTHER_TYPES.flatMap((typ) => {
      const { privateKey: key } = keys[typ]
      return [
        refused(`a ${typ} with the claims of a consent`, 'header-not-allowed', {
          token: token({ header: { ...HEADER, kid: kidFor(typ), typ }, key }),
        }),
        refused(`a ${typ} under the key of consent tokens`, 'header-not-allowed', {
          token: token({ header: { ...HEADER, typ } }),
        }),
        refused(`a consent token signed with the key of ${typ}`, 'key-wrong-purpose', {
          token: token({ header: { ...HEADER, kid: kidFor(typ) }, key }),
        }),
      ]
    }),
  ]
}
