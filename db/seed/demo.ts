import type { JWK } from 'jose'

/** The demo as a script finds it in `demo.json`: everything here is made up. */
export type Demo = {
  url: string
  programmes: { id: string }[]
  data_uses: {
    id: string
    legal_basis: 'consent' | 'altruism'
    purpose: string
    recipient: string
    region: string
    data: string[]
  }[]
  contributors: DemoContributor[]
  nodes: DemoNode[]
  auditors: DemoAuditor[]
  staff: DemoStaff[]
}

export type DemoContributor = {
  invitation: { url: string; code: string } | null
  sign_in: { code: string; pin: string } | null
  birth_date: string
  language: string
  node: string
  pseudonym: string
  programme: string
  state: 'invited' | 'consented' | 'refused' | 'withdrawn' | 'objected'
}

export type DemoNode = {
  client_id: string
  organisation: string
  country: string
  programmes: string[]
  private_jwk: JWK
  pseudonyms: string[]
}

/** A client that a hospital's auditors use: it sees what was refused and why, and may use nobody. */
export type DemoAuditor = Pick<DemoNode, 'client_id' | 'organisation' | 'private_jwk'>

export type DemoStaff = {
  email: string
  role: string
  programme: string | null
  /** The name of the hospital whose clerk this is. */
  organisation: string | null
  sign_in: { url: string; password: string }
}

/** The same demo at another address. */
export function movedTo(url: string, demo: Demo): Demo {
  const moved = (address: string) => url + address.slice(demo.url.length)
  return {
    ...demo,
    url,
    contributors: demo.contributors.map((person) => ({
      ...person,
      invitation: person.invitation && { ...person.invitation, url: moved(person.invitation.url) },
    })),
    staff: demo.staff.map((member) => ({
      ...member,
      sign_in: { ...member.sign_in, url: moved(member.sign_in.url) },
    })),
  }
}
