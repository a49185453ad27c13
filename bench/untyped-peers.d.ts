/** What the benchmarks use of packages that bring no types. */

declare module 'autocannon' {
  namespace autocannon {
    type Request = {
      method?: string
      path?: string
      headers?: Record<string, string>
      body?: string
      setupRequest?: (template: object) => object
    }
    type Options = {
      url: string
      connections?: number
      duration?: number
      amount?: number
      /** How often it looks whether it is done, in milliseconds. */
      sampleInt?: number
      requests: Request[]
      verifyBody?: (body: unknown) => boolean
    }
    type Result = {
      '2xx': number
      /** In seconds. */
      duration: number
      errors: number
      timeouts: number
      non2xx: number
      mismatches: number
    }
  }
  function autocannon(options: autocannon.Options): Promise<autocannon.Result>
  export default autocannon
}

declare module 'oidc-provider' {
  type Context = { method: string; path: string; headers: Record<string, string | undefined>; status: number }
  type Token = { clientId: string }
  export default class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>)
    use(middleware: (context: Context, next: () => Promise<void>) => Promise<void>): void
    callback(): (request: unknown, response: unknown) => void
    Client: { find(id: string): Promise<object> }
    ClientCredentials: {
      new (properties: { client: object; scope: string }): { save(): Promise<string> }
      find(value: string): Promise<Token | undefined>
    }
  }
}
