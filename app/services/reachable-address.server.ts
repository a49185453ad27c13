import { lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Thrown before a connection is made to a place that is not on the public internet. */
export class AddressNotAllowed extends Error {
  override readonly name = 'AddressNotAllowed'
}

/** Whether this address is on the public internet; in a demo also whether it is this machine. */
export function isReachable(address: string, { demo }: { demo: boolean }): boolean {
  const plain = address.replace(/^\[(.*)\]$/, '$1')
  const family = isIP(plain)
  if (family === 0 || plain.includes('%')) return false
  return (demo && isIn(LOOPBACK, plain, family)) || !isIn(NOT_PUBLIC, plain, family)
}

/** Looks a name up for a connection and hands on its addresses only if every one may be reached: what was checked is what is connected to. */
export function guardedLookup(allowed: { demo: boolean }): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const [first] = found ?? []
      if (error || !first) return callback(error ?? new AddressNotAllowed(), '')
      if (!found.every(({ address }) => isReachable(address, allowed))) return callback(new AddressNotAllowed(), '')
      if (options.all) return callback(null, found)
      return callback(null, first.address, first.family)
    })
  }
}

/** IANA's registries of special-purpose addresses, and whatever holds an IPv4 address inside an IPv6 one. */
const NOT_PUBLIC = subnets({
  ipv4: [
    ['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
    ['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
    ['224.0.0.0/4', '240.0.0.0/4'],
  ].flat(),
  ipv6: [
    ['::/96', '::ffff:0:0/96', '64:ff9b::/96', '64:ff9b:1::/48', '2002::/16', '100::/64', '2001::/23', '2001:db8::/32'],
    ['3fff::/20', '5f00::/16', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
  ].flat(),
})

const LOOPBACK = subnets({ ipv4: ['127.0.0.0/8'], ipv6: ['::1/128'] })

type Subnets = { ipv4: BlockList; ipv6: BlockList }

/** Apart, because one list would take a rule about mapped addresses for a rule about all of IPv4. */
function subnets({ ipv4, ipv6 }: Record<keyof Subnets, string[]>): Subnets {
  return { ipv4: blockListOf('ipv4', ipv4), ipv6: blockListOf('ipv6', ipv6) }
}

function blockListOf(family: keyof Subnets, ranges: string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [network = '', bits] = range.split('/')
    list.addSubnet(network, Number(bits), family)
  }
  return list
}

function isIn(subnets: Subnets, address: string, version: number): boolean {
  const family = version === 6 ? 'ipv6' : 'ipv4'
  return subnets[family].check(address, family)
}
