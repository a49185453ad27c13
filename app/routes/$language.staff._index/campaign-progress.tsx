import { ASKED_STANDS, type CampaignFigures, TOLD_STANDS } from '#app/domain/impact/campaign-figures.ts'
import type { Shown } from '#app/domain/impact/suppression.ts'
import { ShownNumber } from '#app/ui/shown-number.tsx'
import { useWords } from '#app/ui/use-words.ts'

type Props = { campaign: CampaignFigures | null | undefined }

/** How people met the newest version: absent where nobody was asked or told. */
export function CampaignProgress({ campaign }: Props) {
  const { t } = useWords()
  if (!campaign) return null
  const { version, asked, told } = campaign
  return (
    <>
      <h3>{t('campaign:heading', { version })}</h3>
      {asked && (
        <Stands
          caption={t('campaign:asked.caption')}
          rows={ASKED_STANDS.map((stand) => ({ label: t(`campaign:asked.${stand}`), count: asked.counts[stand] }))}
          sum={{ label: t('campaign:asked.total'), count: asked.total }}
        />
      )}
      {told && (
        <Stands
          caption={t('campaign:told.caption')}
          rows={TOLD_STANDS.map((stand) => ({ label: t(`campaign:told.${stand}`), count: told.counts[stand] }))}
          sum={{ label: t('campaign:told.total'), count: told.total }}
        />
      )}
      <p className="soft">{t('campaign:note')}</p>
    </>
  )
}

type Row = { label: string; count: Shown }

function Stands({ caption, rows, sum }: { caption: string; rows: readonly Row[]; sum: Row }) {
  const { t } = useWords()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that may scroll sideways must be reachable by keyboard
    <section className="table-frame" tabIndex={0} aria-label={caption}>
      <table>
        <thead>
          <tr>
            <th scope="col">{caption}</th>
            <th scope="col" className="number">
              {t('figures:unit.people')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Line key={row.label} {...row} />
          ))}
        </tbody>
        <tfoot>
          <Line {...sum} />
        </tfoot>
      </table>
    </section>
  )
}

function Line({ label, count }: Row) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td className={count === null ? 'number not-shown' : 'number'}>
        <ShownNumber count={count} />
      </td>
    </tr>
  )
}
