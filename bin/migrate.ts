import { migrate } from '#db/migrate.ts'

const { DATABASE_OWNER_URL, DATABASE_URL } = process.env
if (!DATABASE_OWNER_URL || !DATABASE_URL) {
  console.error('DATABASE_OWNER_URL (migrates) and DATABASE_URL (serves) must be set; see .env.example')
  process.exit(2)
}
await migrate(DATABASE_OWNER_URL, decodeURIComponent(new URL(DATABASE_URL).username))
console.log('The database is up to date.')
