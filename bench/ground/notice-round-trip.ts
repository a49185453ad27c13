import postgres from 'postgres'

/** How long PostgreSQL itself takes to tell one connection what another one notifies, in milliseconds. */
export async function noticeRoundTrips(url: string): Promise<{ measure(): Promise<number>; close(): Promise<void> }> {
  const [listener, notifier] = [postgres(url, { max: 1 }), postgres(url, { max: 1 })]
  let heard = () => {}
  await listener.listen('bench', () => heard())
  await notifier`select 1`
  return {
    measure: async () => {
      const begun = performance.now()
      const arrived = new Promise<number>((resolve) => {
        heard = () => resolve(performance.now() - begun)
      })
      await notifier.notify('bench', '')
      return arrived
    },
    close: async () => {
      await listener.end()
      await notifier.end()
    },
  }
}
