import { z } from 'zod'

/** The environment that the portal reads at start; `.env.example` explains each. */
export const settingsSchema = z
  .object({
    ACCORD_URL: z.url(),
    DATABASE_URL: z.string().startsWith('postgres'),
    ACCORD_KEYS_DIR: z.string().min(1),
    ACCORD_DEMO: z.enum(['0', '1']).default('0'),
    ACCORD_ROTATE_KEYS_DAYS: z.coerce.number().int().min(1).optional(),
    ACCORD_REMIND_AFTER_DAYS: z.coerce.number().int().min(1).default(14),
    ACCORD_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
    ACCORD_MAIL_FROM: z.string().min(3).optional(),
    PORT: z.coerce.number().int().min(0).max(65535).default(3000),
    HOST: z.string().default('127.0.0.1'),
    ACCORD_COMMIT: z.string().default('unknown'),
    LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  })
  .refine(
    (env) => !env.ACCORD_SMTP_URL === !env.ACCORD_MAIL_FROM,
    'ACCORD_SMTP_URL and ACCORD_MAIL_FROM are set together, or neither',
  )
  .transform((env) => ({
    url: env.ACCORD_URL.replace(/\/$/, ''),
    databaseUrl: env.DATABASE_URL,
    keysDirectory: env.ACCORD_KEYS_DIR,
    demo: env.ACCORD_DEMO === '1',
    rotateKeysDays: env.ACCORD_ROTATE_KEYS_DAYS ?? null,
    remindAfterDays: env.ACCORD_REMIND_AFTER_DAYS,
    /** Null where the portal writes no e-mails. */
    mail:
      env.ACCORD_SMTP_URL && env.ACCORD_MAIL_FROM ? { smtpUrl: env.ACCORD_SMTP_URL, from: env.ACCORD_MAIL_FROM } : null,
    port: env.PORT,
    host: env.HOST,
    commit: env.ACCORD_COMMIT,
    logLevel: env.LOG_LEVEL,
  }))
  .refine(({ url, demo }) => demo || url.startsWith('https://'), 'ACCORD_URL must be https, except in a demo')

export type Settings = z.output<typeof settingsSchema>

/** The settings that an environment gives; the error names every variable that is missing or wrong. */
export function settingsFrom(environment: Record<string, string | undefined>): Settings {
  const read = settingsSchema.safeParse(environment)
  if (!read.success) throw new Error(`${z.prettifyError(read.error)}\n(.env.example explains each variable)`)
  return read.data
}
