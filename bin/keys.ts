import { createKeyFiles } from '#app/crypto/key-files.server.ts'

const directory = process.env.ACCORD_KEYS_DIR
if (!directory) {
  console.error('ACCORD_KEYS_DIR must name the folder for the keys; see .env.example')
  process.exit(2)
}
await createKeyFiles(directory)
console.log(`The keys are in ${directory}: back them up apart from the database, readable by the portal's user alone.`)
