import { createReadStream } from 'node:fs'
import { parse } from 'csv-parse'

/** Reads and parses a CSV, row by row, and does nothing with it. */
let rows = 0
createReadStream(process.argv[2])
  .pipe(parse({ bom: true, record_delimiter: ['\r\n', '\n', '\r'], skip_empty_lines: true }))
  .on('data', () => {
    rows += 1
  })
  .on('end', () => {
    process.exitCode = rows > 0 ? 0 : 1
  })
