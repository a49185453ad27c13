import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { lookAtScan } from '#app/services/look-at-scan.server.ts'
import { A_SCAN } from '#tests/support/paper.ts'

const bytes = (...text: (string | Buffer)[]) => Buffer.concat(text.map((one) => Buffer.from(one as string, 'latin1')))

/** A page with a picture, and one more object. */
function pdf(object: string | Buffer = ''): Buffer {
  const picture = deflateSync(Buffer.alloc(200, 7))
  return bytes(
    '%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n',
    '3 0 obj\n<< /Type /XObject /Subtype /Image /Filter /FlateDecode >>\nstream\n',
    picture,
    '\nendstream\nendobj\n',
    object,
    '\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n',
  )
}

const objectStream = (held: Buffer, words = '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode') =>
  bytes(`9 0 obj\n<< ${words} /Length ${held.length} >>\nstream\r\n`, held, '\nendstream\nendobj\n')

/** A JPEG with these dots: the head of its application, of its frame, of its scan, and its end. */
function jpeg(width = 2480, height = 3508): Buffer {
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0])
  const scan = Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3])
  return bytes('\xff\xd8\xff\xe0\0\x04ab', frame, scan, '\xff\xd9')
}

/** A TIFF with these dots, its directory at its end. */
function tiff(width = 2480, height = 3508): Buffer {
  const file = Buffer.alloc(8 + 20 + 2 + 24 + 4)
  file.write('II*\0', 'latin1')
  file.writeUInt32LE(28, 4)
  file.writeUInt16LE(2, 28)
  for (const [place, [tag, value]] of [[256, width] as const, [257, height] as const].entries()) {
    file.writeUInt16LE(tag, 30 + place * 12)
    file.writeUInt16LE(4, 32 + place * 12)
    file.writeUInt32LE(value, 38 + place * 12)
  }
  return file
}

/** The same dot of grey, said to be so many. */
function png(width: number, height: number): Buffer {
  const file = Buffer.from(A_SCAN)
  file.writeUInt32BE(width, 16)
  file.writeUInt32BE(height, 20)
  return file
}

describe('a scan is taken for what its bytes are:', () => {
  test.each([
    ['image/png', A_SCAN],
    ['image/jpeg', jpeg()],
    ['image/tiff', tiff()],
    ['application/pdf', pdf()],
    ['application/pdf', pdf(objectStream(deflateSync('4 0 << /Type /Annot /Subtype /Link >>')))],
    ['application/pdf', pdf('<< /JSON (no name of ours) /AAA 1 >>')],
    ['application/pdf', pdf('5 0 obj << /Type /Outlines /First 6 0 R /Title (One \\(1\\)) /Count 2 >>\nendobj\n')],
    ['application/pdf', pdf('6 0 obj << /Type /Font /FirstChar 32 >>\nendobj\n')],
  ])('%s', (type, scan) => {
    expect(lookAtScan(scan)).toEqual({ ok: true, event: { type, bytes: scan } })
  })
})

describe('refused is', () => {
  test.each([
    ['a web page', bytes('<!doctype html><script>alert(1)</script>')],
    ['a drawing with script', bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['a web page before a PDF', bytes('<html>', pdf())],
    ['an archive', bytes('PK\x03\x04 a word processor’s file')],
    ['nothing', Buffer.alloc(0)],
  ])('%s', (_, scan) => {
    expect(lookAtScan(scan)).toEqual({ ok: false, refusal: 'scan-wrong-type' })
  })

  test('one byte more than ten megabytes', () => {
    const scan = Buffer.concat([A_SCAN, Buffer.alloc(10 * 1024 * 1024 + 1 - A_SCAN.length)])
    expect(lookAtScan(scan)).toEqual({ ok: false, refusal: 'scan-too-large' })
    expect(lookAtScan(scan.subarray(0, -1))).toMatchObject({ ok: true })
  })
})

describe('refused as not whole, or as no paper, is', () => {
  test.each([
    ['a PNG that breaks off', A_SCAN.subarray(0, -8)],
    ['a PNG that breaks off in its head', A_SCAN.subarray(0, 20)],
    ['a JPEG that breaks off', jpeg().subarray(0, -2)],
    ['a JPEG that breaks off in its head', jpeg().subarray(0, 12)],
    ['a web page that begins like a JPEG', bytes('\xff\xd8\xff\xe0<html><script>alert(1)</script></html>')],
    ['a TIFF that breaks off', tiff().subarray(0, -16)],
    ['a TIFF of which nothing is left but its beginning', tiff().subarray(0, 6)],
    ['a PDF that breaks off', pdf().subarray(0, -8)],
    ['a PNG of a milliard dots', png(40_000, 40_000)],
    ['a JPEG of a milliard dots', jpeg(65_000, 65_000)],
    ['a TIFF of a milliard dots', tiff(40_000, 40_000)],
    ['a picture without dots', png(0, 100)],
  ])('%s', (_, scan) => {
    expect(lookAtScan(scan)).toEqual({ ok: false, refusal: 'scan-not-whole' })
  })
})

describe('a PDF that could act by itself is refused:', () => {
  test.each([
    ['a script', '<< /S /JavaScript /JS (app.alert(1)) >>'],
    ['a script by its short name alone', '<< /JS (app.alert(1)) >>'],
    ['its name in escapes', '<< /S /J#61vaScr#69pt >>'],
    ['its short name in escapes', '<< /#4AS (app.alert(1)) >>'],
    ['a program', '<< /S /Launch /F (calc.exe) >>'],
    ['an action when it opens', '<< /OpenAction 4 0 R >>'],
    ['an action of a page', '<< /AA << /O 4 0 R >> >>'],
    ['a file inside', '<< /Type /EmbeddedFile >>'],
    ['files by name', '<< /Names << /EmbeddedFiles 4 0 R >> >>'],
    ['a form that is a program', '<< /AcroForm << /XFA 4 0 R >> >>'],
    ['what nobody can look into', '<< /Encrypt 4 0 R >>'],
    ['a place to send to', '<< /S /SubmitForm /F (https://example.org) >>'],
    ['a way out', '<< /S /URI /URI (https://example.org) >>'],
    ['moving pictures that run', '<< /Subtype /RichMedia >>'],
    ['a form that is a program, behind what looks like a stream', '% stream\n<< /XFA 4 0 R >>\n% endstream'],
    ['in an object stream', objectStream(deflateSync('4 0 << /S /JavaScript /JS (x) >>'))],
    ['in an object stream, in escapes', objectStream(deflateSync('4 0 << /J#53 (x) >>'))],
    [
      'in an object stream without a type',
      objectStream(deflateSync('4 0 << /JS (x) >>'), '/N 1 /First 4 /Filter /FlateDecode'),
    ],
    ['behind what looks like a stream', '% stream\n<< /S /JavaScript >>\n% endstream'],
    ['in a stream that never ends', '5 0 obj << >> stream\n<< /S /Launch >>'],
  ])('%s', (_, object) => expect(lookAtScan(pdf(object))).toEqual({ ok: false, refusal: 'scan-with-script' }))

  const SCRIPT = deflateSync('4 0 << /S /JavaScript /JS (x) >>')
  test.each([
    ['behind what looks like a stream', bytes('% stream\n', objectStream(SCRIPT))],
    ['behind a stream without an end', bytes('5 0 obj << /Length 2 >> stream\nxx\nendobj\n', objectStream(SCRIPT))],
    ['after a line break of its own', objectStream(SCRIPT, '/Type /ObjStm /N 1 /First 4 /Filter\r/FlateDecode')],
  ])('in an object stream %s', (_, object) => {
    expect(lookAtScan(pdf(object))).toEqual({ ok: false, refusal: 'scan-with-script' })
  })

  test.each([
    ['packed twice', deflateSync(SCRIPT), '/Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode /FlateDecode]'],
    ['written in digits', deflateSync('34203c3c>'), '/Type /ObjStm /Filter [/FlateDecode /ASCIIHexDecode]'],
    ['as differences', SCRIPT, '/Type /ObjStm /First 4 /Filter /FlateDecode /DecodeParms << /Predictor 12 >>'],
    ['by another object', SCRIPT, '/N 1 /First 4 /Filter 5 0 R'],
    ['with its type in escapes', SCRIPT, '/Type /Obj#53tm /N 1 /First 4 /Filter /FlateDecode'],
    ['with its type in a text', SCRIPT, '/X (stream) /Type /ObjStm /Filter /FlateDecode'],
    ['without a type, behind a text', SCRIPT, '/N 1 /F#69rst 4 /X (endobj) /Filter /FlateDecode'],
  ])('that holds objects %s is refused, as nobody knows what is in it', (_, held, words) => {
    expect(lookAtScan(pdf(objectStream(held, words)))).toEqual({ ok: false, refusal: 'scan-not-readable' })
  })

  test('an object stream inside a text of an outline is found', () => {
    const outline = bytes('5 0 obj << /First 6 0 R /Title (', objectStream(SCRIPT), ') >>\nendobj\n')
    expect(lookAtScan(pdf(outline))).toMatchObject({ ok: false })
  })

  test('a thousand parts that unpack to much are too many', () => {
    const part = objectStream(deflateSync(Buffer.alloc(1024 * 1024, ' ')))
    expect(lookAtScan(pdf(Buffer.concat(Array.from({ length: 9 }, () => part))))).toMatchObject({ ok: false })
    const little = objectStream(deflateSync('4 0 << >>'))
    expect(lookAtScan(pdf(Buffer.concat(Array.from({ length: 1100 }, () => little))))).toMatchObject({ ok: false })
    expect(lookAtScan(pdf(Buffer.concat(Array.from({ length: 100 }, () => little))))).toMatchObject({ ok: true })
  })

  test('or hides what it could do', () => {
    const [elsewise, broken, bomb] = [Buffer.from('3c3c3e3e>'), Buffer.from('xx'), deflateSync(Buffer.alloc(64e6))]
    for (const held of [elsewise, broken, bomb]) {
      expect(lookAtScan(pdf(objectStream(held)))).toEqual({ ok: false, refusal: 'scan-not-readable' })
    }
  })
})
