import { describe, expect, test } from 'vitest'
import { inBatches } from '#app/services/in-batches.server.ts'

/** Work that waits until it is let go, and notes what it was given. */
function held() {
  const batches: number[][] = []
  const goOn: (() => void)[] = []
  const work = async (items: readonly number[]) => {
    batches.push([...items])
    await new Promise<void>((resolve) => goOn.push(resolve))
    if (items.includes(13)) throw new Error('thirteen')
    return items.map((item) => item * 10)
  }
  return { batches, goOn, work }
}

async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1000 && !holds(); turn++) await new Promise((resolve) => setImmediate(resolve))
  expect(holds()).toBe(true)
}

describe('Those who ask at the same time', () => {
  test('are served together, and whoever comes meanwhile goes into the next round', async () => {
    const { batches, goOn, work } = held()
    const ask = inBatches(work)
    const first = ask(1)
    const next = [ask(2), ask(3)]
    expect(batches).toEqual([[1]])
    goOn[0]?.()
    expect(await first).toBe(10)
    await until(() => batches.length === 2)
    const last = ask(4)
    goOn[1]?.()
    expect(await Promise.all(next)).toEqual([20, 30])
    await until(() => batches.length === 3)
    goOn[2]?.()
    expect(await last).toBe(40)
    expect(batches).toEqual([[1], [2, 3], [4]])
  })

  test('are served in several rounds where they are too many for one', async () => {
    const { batches, goOn, work } = held()
    const ask = inBatches(work, { most: 2 })
    const all = Promise.all([1, 2, 3, 4].map(ask))
    for (let round = 0; round < 3; round++) {
      await until(() => goOn.length > round)
      goOn[round]?.()
    }
    expect(await all).toEqual([10, 20, 30, 40])
    expect(batches).toEqual([[1], [2, 3], [4]])
  })

  test('are each told the truth where one of them cannot be served', async () => {
    const { batches, goOn, work } = held()
    const ask = inBatches(work)
    const all = Promise.allSettled([1, 2, 13, 4].map(ask))
    const letAllGo = setInterval(() => goOn.shift()?.(), 1)
    const told = (await all).map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))
    clearInterval(letAllGo)
    expect(told).toEqual([10, 20, 'Error: thirteen', 40])
    expect(batches).toEqual([[1], [2, 13, 4], [2], [13], [4]])
  })

  test('do not keep those from being served who come after a failure', async () => {
    const { goOn, work } = held()
    const ask = inBatches(work)
    const failed = ask(13)
    goOn[0]?.()
    await expect(failed).rejects.toThrow('thirteen')
    const served = ask(5)
    await until(() => goOn.length === 2)
    goOn[1]?.()
    expect(await served).toBe(50)
  })
})
