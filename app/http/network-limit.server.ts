import { RateLimiterMemory } from 'rate-limiter-flexible'

/** Counts failed tries by network address. */
export type NetworkLimit = {
  /** Takes one try; false where none is left for now. */
  take(address: string): Promise<boolean>
  /** Gives it back to someone who turned out to know what they typed. */
  giveBack(address: string): Promise<void>
}

/**
 * Kept in this process's memory: addresses are personal data, and each letter and each personal code has its own limit
 * in the database. With several web processes, each counts for itself.
 */
export function openNetworkLimit({ tries = 100, seconds = 300 } = {}): NetworkLimit {
  const limiter = new RateLimiterMemory({ points: tries, duration: seconds })
  return {
    take: (address) =>
      limiter.consume(network(address)).then(
        () => true,
        () => false,
      ),
    giveBack: async (address) => {
      await limiter.reward(network(address))
    },
  }
}

/** A household or an office: an IPv4 address, or the first half of an IPv6 one. */
function network(address: string): string {
  const plain = address.replace(/^::ffff:/, '')
  return plain.includes(':') ? plain.split(':').slice(0, 4).join(':') : plain
}
