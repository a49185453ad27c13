import { readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PERMIT } from '../support/stand-in-portal.ts'
import { dicomFile, type Element, encoded, imageElements, part10 } from './dicom-file.ts'
import { consentIn, type ImagingNode, imagesIn, imagingNode } from './imaging-node.ts'

const ANA = 'ana-7f3kq9x2m4w8'
const BOR = 'bor-2k8s6d1f0g5h'

const of = (subject: string): Element => ['00120040', 'LO', subject]

async function nodeOfAna(provisions: unknown[] = [PERMIT]): Promise<ImagingNode> {
  const node = await imagingNode()
  node.portal.permit({ subject: ANA, idx: 1, provisions })
  return node
}

describe('a permitted image', () => {
  test.each(['explicit', 'implicit'] as const)(
    'is copied with its consent, every other byte as it was (%s)',
    async (syntax) => {
      const node = await nodeOfAna()
      await node.put('study/1.dcm', dicomFile({ syntax, set: [of(ANA)] }))

      const { exitCode, lines } = await node.tag()

      expect(exitCode).toBe(0)
      expect(lines).toMatchObject([{ checked: 1, permitted: 1, denied: 0, knowledge: { mode: 'online' } }])
      const marked: Element = [
        '00120083',
        'SQ',
        [
          [
            ['00120084', 'CS', 'RESTRICTED_REUSE'],
            ['00120085', 'CS', 'YES'],
          ],
        ],
      ]
      expect(await readFile(join(node.out, 'study/1.dcm'))).toEqual(dicomFile({ syntax, set: [of(ANA), marked] }))
      expect(await consentIn(node.out, 'study/1.dcm')).toEqual([
        { protocol: null, distribution: 'RESTRICTED_REUSE', flag: 'YES' },
      ])
    },
  )

  test('names the protocol that it is for', async () => {
    const node = await nodeOfAna()
    await node.put('1.dcm', dicomFile({ set: [of(ANA)] }))
    await node.tag('--protocol', 'LUNG-7')
    expect(await consentIn(node.out, '1.dcm')).toEqual([
      { protocol: 'LUNG-7', distribution: 'NAMED_PROTOCOL', flag: 'YES' },
    ])
  })

  test('loses what it said of consent before, and nothing else', async () => {
    const node = await nodeOfAna()
    const earlier: Element = ['00120083', 'SQ', [[['00120085', 'CS', 'NO']], [['00120085', 'CS', 'NO']]]]
    await node.put('1.dcm', dicomFile({ set: [of(ANA), earlier] }))
    await node.put('2.dcm', dicomFile({ set: [of(ANA)] }))
    await node.tag()
    expect(await readFile(join(node.out, '1.dcm'))).toEqual(await readFile(join(node.out, '2.dcm')))
  })

  test('keeps sequences of undefined length and compressed pixels as they are', async () => {
    const node = await nodeOfAna()
    const before = encoded(imageElements([of(ANA)], ['00081140', '7fe00010']).slice(0, 6), 'explicit')
    const open = Buffer.from(
      '08004011535100 00ffffffff feff00e0ffffffff feff0de000000000 feffdde000000000'.replace(/ /g, ''),
      'hex',
    )
    const after = encoded(imageElements([of(ANA)], ['00081140', '7fe00010']).slice(6), 'explicit')
    const pixels = Buffer.from(
      'e07f10004f420000ffffffff feff00e000000000 feff00e004000000ffd8ffd9 feffdde000000000'.replace(/ /g, ''),
      'hex',
    )
    const file = part10('1.2.840.10008.1.2.4.50', Buffer.concat([before, open, after, pixels]))
    await node.put('1.dcm', file)

    expect(await node.tag()).toMatchObject({ exitCode: 0 })
    const copy = await readFile(join(node.out, '1.dcm'))
    expect(copy.includes(open) && copy.subarray(-pixels.length).equals(pixels)).toBe(true)
    expect(copy.length - file.length).toBe(12 + 8 + 8 + 16 + 8 + 4)
  })

  test.each(['explicit', 'implicit'] as const)(
    'may be larger, header and pixels, than what is read at a time (%s)',
    async (syntax) => {
      const node = await nodeOfAna()
      const large: Element[] = [
        of(ANA),
        ['00091001', 'UN', Buffer.alloc(700_000, 7)],
        ['7fe00010', 'OW', Buffer.alloc(3_000_000, 9)],
      ]
      const file = dicomFile({ syntax, set: large })
      await node.put('1.dcm', file)
      expect(await node.tag()).toMatchObject({ exitCode: 0 })
      const copy = await readFile(join(node.out, '1.dcm'))
      const at = copy.indexOf(Buffer.from('12008300', 'hex'))
      const added = copy.length - file.length
      expect(Buffer.concat([copy.subarray(0, at), copy.subarray(at + added)]).equals(file)).toBe(true)
    },
  )

  test('is found by its Patient ID where it has no Clinical Trial Subject ID', async () => {
    const node = await nodeOfAna()
    await node.put('1.dcm', dicomFile({ set: [['00100020', 'LO', ANA]] }))
    await node.put('2.dcm', dicomFile({ set: [['00100020', 'LO', ANA], of(BOR)] }))
    await node.tag()
    expect(await imagesIn(node.out)).toEqual(['1.dcm'])
  })
})

describe('what is denied never lies in the allowed folder', () => {
  test('images of nobody who permitted', async () => {
    const node = await nodeOfAna()
    await node.put('ana.dcm', dicomFile({ set: [of(ANA)] }))
    await node.put('bor.dcm', dicomFile({ set: [of(BOR)] }))
    const { exitCode, lines } = await node.tag('--explain')
    expect(exitCode).toBe(3)
    expect(lines).toMatchObject([{ permitted: 1, denied: 1, unreadable: 0, reasons: { 'no-token': 1 } }])
    expect(await imagesIn(node.out)).toEqual(['ana.dcm'])
  })

  test('images of another kind than was permitted', async () => {
    const node = await nodeOfAna()
    for (const modality of ['CT', 'MG', 'MR', 'US']) {
      await node.put(`${modality}.dcm`, dicomFile({ set: [of(ANA), ['00080060', 'CS', modality]] }))
    }
    await node.put('none.dcm', dicomFile({ set: [of(ANA)], without: ['00080060'] }))
    await node.tag()
    expect(await imagesIn(node.out)).toEqual(['CT.dcm'])
  })

  test('images from days that were not permitted, or from no day at all', async () => {
    const node = await nodeOfAna([{ ...PERMIT, acquired_from: '2024-01-11', acquired_until: '2024-01-12' }])
    await node.put('acquired.dcm', dicomFile({ set: [of(ANA)] }))
    await node.put('study-day.dcm', dicomFile({ set: [of(ANA)], without: ['00080022'] }))
    await node.put('no-day.dcm', dicomFile({ set: [of(ANA)], without: ['00080020', '00080022'] }))
    await node.tag()
    expect(await imagesIn(node.out)).toEqual(['acquired.dcm'])
  })

  test('images of a person who withdrew: they move out, and say so', async () => {
    const node = await nodeOfAna()
    node.portal.permit({ subject: BOR, idx: 2 })
    await node.put('a/ana.dcm', dicomFile({ set: [of(ANA)] }))
    await node.put('b/bor.dcm', dicomFile({ set: [of(BOR)] }))
    await node.tag()
    expect(await imagesIn(node.out)).toEqual(['a/ana.dcm', 'b/bor.dcm'])

    node.portal.revoke(1)
    node.wait(61)
    expect(await node.tag()).toMatchObject({ exitCode: 3, lines: [{ permitted: 1, denied: 1, withdrawn: 1 }] })
    expect(await imagesIn(node.out)).toEqual(['b/bor.dcm'])
    expect(await imagesIn(node.withdrawn)).toEqual(['a/ana.dcm'])
    expect(await consentIn(node.withdrawn, 'a/ana.dcm')).toMatchObject([{ flag: 'WITHDRAWN' }])
  })

  test('images that are gone from the source, withdrawn or not', async () => {
    const node = await nodeOfAna()
    await node.put('1.dcm', dicomFile({ set: [of(ANA)] }))
    await node.tag()
    node.portal.revoke(1)
    node.wait(61)
    await rm(join(node.source, '1.dcm'))
    expect(await node.tag()).toMatchObject({ exitCode: 4, lines: [{ checked: 0, withdrawn: 1 }] })
    expect(await imagesIn(node.out)).toEqual([])
  })
})

describe('a file that cannot be judged is denied and named', () => {
  const body = encoded(imageElements([of(ANA)]), 'explicit')
  const twice = encoded([of(ANA), of(BOR)], 'explicit')
  const at = body.indexOf(encoded([of(ANA)], 'explicit'))
  const EXPLICIT = '1.2.840.10008.1.2.1'
  test.each<[string, string, Buffer]>([
    ['not-dicom', 'a text', Buffer.from('not an image')],
    ['not-dicom', 'nothing at all', Buffer.alloc(0)],
    ['not-dicom', 'a preamble alone', Buffer.concat([Buffer.alloc(128), Buffer.from('DICM')])],
    ['not-dicom', 'a file cut off in its header', dicomFile({ set: [of(ANA)] }).subarray(0, 501)],
    [
      'transfer-syntax-not-supported',
      'big endian',
      part10('1.2.840.10008.1.2.2', Buffer.from('00080005435300024142', 'hex')),
    ],
    ['elements-ambiguous', 'a file cut off in its pixels', dicomFile({ set: [of(ANA)] }).subarray(0, -1)],
    ['transfer-syntax-not-supported', 'deflated', dicomFile({ uid: '1.2.840.10008.1.2.1.99', set: [of(ANA)] })],
    ['no-subject', 'nobody named', dicomFile({ without: ['00100020'] })],
    ['date-invalid', 'a day that the calendar lacks', dicomFile({ set: [of(ANA), ['00080022', 'DA', '20240230']] })],
    [
      'group-length-present',
      'a group length that would become wrong',
      dicomFile({ set: [of(ANA), ['00120000', 'UL', Buffer.alloc(4)]] }),
    ],
    [
      'elements-ambiguous',
      'two persons named',
      part10(EXPLICIT, Buffer.concat([body.subarray(0, at), twice, body.subarray(at + twice.length / 2)])),
    ],
    [
      'elements-ambiguous',
      'a type that the reader takes for another',
      dicomFile({ set: [of(ANA), ['00120090', 'OV', Buffer.from(`CS\x10\0${'A'.repeat(16)}`)]] }),
    ],
    [
      'elements-ambiguous',
      'elements out of order',
      part10(
        EXPLICIT,
        encoded(
          imageElements([of(ANA)])
            .toReversed()
            .slice(1),
          'explicit',
        ),
      ),
    ],
  ])('%s: %s', async (why, _, bytes) => {
    const node = await nodeOfAna()
    await node.put('odd.dcm', bytes)
    const { exitCode, lines } = await node.tag()
    expect(exitCode).toBe(4)
    expect(lines).toMatchObject([
      { file: 'odd.dcm', unreadable: why },
      { denied: 1, unreadable: 1 },
    ])
    expect(await imagesIn(node.out)).toEqual([])
  })

  test('not-a-file: a link, even to an image that is permitted', async () => {
    const node = await nodeOfAna()
    await writeFile(join(node.folder, 'elsewhere.dcm'), dicomFile({ set: [of(ANA)] }))
    await symlink(join(node.folder, 'elsewhere.dcm'), join(node.source, 'link.dcm'))
    await symlink(node.folder, join(node.source, 'folder'))
    const { lines } = await node.tag()
    expect(lines.filter(({ unreadable }) => unreadable === 'not-a-file')).toHaveLength(2)
    expect(await imagesIn(node.out)).toEqual([])
  })
})

describe('a run that fails leaves no allowed folder', () => {
  async function tagged(): Promise<ImagingNode> {
    const node = await nodeOfAna()
    await node.put('1.dcm', dicomFile({ set: [of(ANA)] }))
    expect(await node.tag()).toMatchObject({ exitCode: 0 })
    return node
  }

  test('when the portal cannot be reached; the next that succeeds brings it back', async () => {
    const node = await tagged()
    node.wait(61)
    node.portal.levers.down = true
    expect(await node.tag()).toMatchObject({ exitCode: 5, lines: [{ refused: 'portal-unreachable' }] })
    expect(await imagesIn(node.out)).toBeNull()
    expect(await node.tag('--offline')).toMatchObject({ exitCode: 0, lines: [{ knowledge: { mode: 'offline' } }] })
    expect(await imagesIn(node.out)).toEqual(['1.dcm'])
  })

  test('when what it knows is too old, or has ended', async () => {
    const node = await tagged()
    node.wait(3601)
    expect(await node.tag('--offline', '--max-age', '1h')).toMatchObject({ exitCode: 5 })
    node.wait(86_400)
    expect(await node.tag('--offline')).toMatchObject({ exitCode: 5, lines: [{ refused: 'knowledge-stale' }] })
    expect(await imagesIn(node.out)).toBeNull()
  })

  test('when the command line is wrong', async () => {
    const node = await tagged()
    expect(await node.tag('--purpos', 'x')).toMatchObject({ exitCode: 2 })
    expect(await imagesIn(node.out)).toBeNull()
  })

  test.each([
    ['a protocol with a backslash', ['--protocol', 'A\\B']],
    ['a protocol that is too long', ['--protocol', 'A'.repeat(65)]],
    ['a purpose that nobody knows', ['--purpose', 'advertising']],
  ])('when it is given %s', async (_, more) => {
    const node = await tagged()
    expect(await node.tag(...more)).toMatchObject({ exitCode: 2 })
    expect(await imagesIn(node.out)).toBeNull()
  })
})

describe('folders', () => {
  test('that hold what is not ours, lie within one another or are links are refused and left alone', async () => {
    const node = await nodeOfAna()
    await node.put('1.dcm', dicomFile({ set: [of(ANA)] }))
    await symlink(node.source, join(node.folder, 'link'))

    for (const out of [
      node.source,
      join(node.source, 'in'),
      node.folder,
      join(node.folder, 'link'),
      join(node.home, '1'),
    ]) {
      const expected = out === join(node.home, '1') ? 0 : 2
      expect([out, (await node.tag('--out', out)).exitCode]).toEqual([out, expected])
    }
    expect(await imagesIn(node.source)).toEqual(['1.dcm'])
  })

  test('where withdrawn images go are never reached over a link', async () => {
    const node = await nodeOfAna()
    await symlink(node.source, node.withdrawn)
    await node.put('1.dcm', dicomFile({ set: [of(ANA)] }))
    expect(await node.tag()).toMatchObject({ exitCode: 2 })
    expect(await imagesIn(node.out)).toBeNull()
  })
})
