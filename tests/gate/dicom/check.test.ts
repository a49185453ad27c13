import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { dicomFile, type Element } from './dicom-file.ts'
import { type ImagingNode, imagingNode } from './imaging-node.ts'

const ANA = 'ana-7f3kq9x2m4w8'
const BOR = 'bor-2k8s6d1f0g5h'
const of = (subject: string): Element => ['00120040', 'LO', subject]

async function nodeOfAna(): Promise<ImagingNode> {
  const node = await imagingNode()
  node.portal.permit({ subject: ANA, idx: 1 })
  return node
}

/** Runs a check of the folder; `list` is null where it left none. */
async function checkedFolder(node: ImagingNode, ...more: string[]) {
  const list = join(node.folder, 'allowed.txt')
  const ran = await node.onImages('check', list, ...more)
  return { ...ran, list: await readFile(list, 'utf8').catch(() => null) }
}

describe('a check of a folder', () => {
  test('lists the files that may be used, by their path from there, and touches none', async () => {
    const node = await nodeOfAna()
    const image = dicomFile({ set: [of(ANA)] })
    await node.put('study/1.dcm', image)
    await node.put('študija/2.dcm', image)
    await node.put('study/3.dcm', dicomFile({ set: [of(BOR)] }))
    await node.put('notes.txt', Buffer.from('not an image'))

    const { exitCode, lines, list } = await checkedFolder(node, '--explain')
    expect(exitCode).toBe(3)
    expect((list ?? '').split('\n').sort()).toEqual(['', 'study/1.dcm', 'študija/2.dcm'])
    expect(lines).toMatchObject([
      { file: 'notes.txt', unreadable: 'not-dicom' },
      { checked: 4, permitted: 2, denied: 2, unreadable: 1, reasons: { 'no-token': 1 }, knowledge: { mode: 'online' } },
    ])
    expect(await readFile(join(node.source, 'study/1.dcm'))).toEqual(image)
  })

  test('judges each file by its own kind and day', async () => {
    const node = await nodeOfAna()
    await node.put('ct.dcm', dicomFile({ set: [of(ANA), ['00080060', 'CS', 'CT']] }))
    await node.put('mr.dcm', dicomFile({ set: [of(ANA), ['00080060', 'CS', 'MR']] }))
    expect(await checkedFolder(node)).toMatchObject({ exitCode: 3, list: 'ct.dcm\n' })
  })

  test('never lists a file whose name would be read as two, or a link', async () => {
    const node = await nodeOfAna()
    await node.put('a\nb.dcm', dicomFile({ set: [of(ANA)] }))
    await writeFile(join(node.folder, 'outside.dcm'), dicomFile({ set: [of(ANA)] }))
    await symlink(join(node.folder, 'outside.dcm'), join(node.source, 'link.dcm'))
    const { exitCode, lines, list } = await checkedFolder(node)
    expect({ exitCode, list }).toEqual({ exitCode: 4, list: '' })
    expect(lines).toContainEqual({ file: 'a\nb.dcm', unreadable: 'name-not-listable' })
    expect(lines).toContainEqual({ file: 'link.dcm', unreadable: 'not-a-file' })
  })
})

describe('no list is left that looks valid', () => {
  async function nodeWithEarlierList(): Promise<ImagingNode> {
    const node = await nodeOfAna()
    await node.put('1.dcm', dicomFile({ set: [of(ANA)] }))
    expect(await checkedFolder(node)).toMatchObject({ exitCode: 0, list: '1.dcm\n' })
    return node
  }

  test('when the portal is down', async () => {
    const node = await nodeWithEarlierList()
    node.portal.levers.down = true
    node.wait(61)
    expect(await checkedFolder(node)).toMatchObject({ exitCode: 5, list: null })
  })

  test('when an option is mistyped', async () => {
    expect(await checkedFolder(await nodeWithEarlierList(), '--oflline')).toMatchObject({ exitCode: 2, list: null })
  })

  test('when the answer cannot be printed', async () => {
    const node = await nodeWithEarlierList()
    node.printing = () => {
      throw new Error('no space left on device')
    }
    expect(await checkedFolder(node)).toMatchObject({ exitCode: 5, list: null })
    expect(await node.tag()).toMatchObject({ exitCode: 5 })
    await expect(readFile(join(node.out, '1.dcm'))).rejects.toThrow()
  })

  test('inside the folder that is checked', async () => {
    const node = await nodeWithEarlierList()
    await mkdir(join(node.source, 'lists'))
    expect((await node.onImages('check', join(node.source, 'lists/allowed.txt'))).exitCode).toBe(2)
  })
})
