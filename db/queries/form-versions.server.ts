import { desc, eq } from 'drizzle-orm'
import type { Form } from '#app/domain/consent/form.ts'
import type { Tx } from '../client.server.ts'
import { formVersions, programmes } from '../schema/index.ts'

export type FormVersion = typeof formVersions.$inferSelect

/** Holds what a programme asks until the transaction ends: of two publications one comes first. */
export async function holdVersions(tx: Tx, programmeId: string): Promise<void> {
  await tx.select({ id: programmes.id }).from(programmes).where(eq(programmes.id, programmeId)).for('no key update')
}

/** All that a programme has published, newest first. */
export async function findFormVersions(tx: Tx, programmeId: string): Promise<FormVersion[]> {
  return tx
    .select()
    .from(formVersions)
    .where(eq(formVersions.programmeId, programmeId))
    .orderBy(desc(formVersions.publishedAt))
}

/** The published form, which never changes again, with who wrote it, who published it, and proof of what it shows. */
export async function insertFormVersion(
  tx: Tx,
  form: Form & Pick<FormVersion, 'hashes' | 'authoredBy' | 'publishedBy' | 'publishedAt'>,
): Promise<void> {
  await tx.insert(formVersions).values(form)
}
