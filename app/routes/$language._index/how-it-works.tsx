import { useTranslation } from 'react-i18next'
import { CheckPicture, ChoosePicture, LetterPicture, SeePicture } from '#app/ui/pictures/steps.tsx'
import { Steps } from '#app/ui/steps.tsx'

const STEPS = [
  ['letter', <LetterPicture key="letter" />],
  ['choose', <ChoosePicture key="choose" />],
  ['check', <CheckPicture key="check" />],
  ['see', <SeePicture key="see" />],
] as const

/** From the letter to the results, in four pictures. */
export function HowItWorks() {
  const { t } = useTranslation('welcome')
  const steps = STEPS.map(([step, picture]) => ({
    heading: t(`steps.${step}.heading`),
    text: t(`steps.${step}.text`),
    picture,
  }))
  return (
    <>
      <h2>{t('steps.heading')}</h2>
      <Steps steps={steps} />
    </>
  )
}
