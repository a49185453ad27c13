import { ImageLabel } from './image-label.tsx'
import { HealthPreview, ReportPreview } from './other-data.tsx'

/** What is used and what is taken out before, for each kind of data that the programme asks about. */
export function WhatLeaves({ categories }: { categories: readonly string[] }) {
  const image = categories.find((category) => category.startsWith('imaging-'))
  return (
    <>
      {image && <ImageLabel category={image} />}
      {categories.includes('reports') && <ReportPreview />}
      {categories.includes('clinical') && <HealthPreview />}
    </>
  )
}
