import type { DataCategory } from '../domain/consent/codes.ts'

/** A picture for a kind of data; beside its name, never in place of it. */
export function DataIcon({ category }: { category: DataCategory }) {
  return (
    <svg className="data-icon" viewBox="0 0 56 56" aria-hidden="true">
      <path
        className="picture-ground"
        d="M4 0h40a12 12 0 0 1 12 12v32a12 12 0 0 1-12 12H12A12 12 0 0 1 0 44V4a4 4 0 0 1 4-4Z"
      />
      {PICTURES[category]}
    </svg>
  )
}

const PICTURES: Record<DataCategory, React.ReactNode> = {
  'imaging-ct': (
    <>
      <circle className="picture-line" cx="28" cy="27" r="16" />
      <circle className="picture-apricot" cx="28" cy="27" r="5" />
      <path className="picture-line" d="M14 47h28" />
    </>
  ),
  'imaging-mg': (
    <>
      <path className="picture-line" d="M16 10v36M16 14c18 2 24 10 24 16s-6 12-24 14" />
      <circle className="picture-apricot" cx="29" cy="30" r="4" />
    </>
  ),
  'imaging-mr': (
    <>
      <path
        className="picture-line"
        d="M28 12c-9 0-15 6-15 14 0 6 3 8 4 12 1 3 4 6 11 6s10-3 11-6c1-4 4-6 4-12 0-8-6-14-15-14Z"
      />
      <path className="picture-stroke-apricot" d="M28 18v18M22 24q6 2 6 6M34 22q-6 2-6 6" />
    </>
  ),
  'imaging-other': (
    <>
      <path className="picture-line" d="M28 12 10 42q18 8 36 0Z" />
      <path className="picture-stroke-apricot" d="M22 34q6 3 12 0M25 27q3 1 6 0" />
    </>
  ),
  reports: (
    <>
      <path className="picture-line" d="M16 10h18l8 8v28H16Z" />
      <path className="picture-stroke-apricot" d="M22 26h14M22 33h14M22 40h8" />
    </>
  ),
  clinical: (
    <>
      <path className="picture-line" d="M8 30h10l5-12 9 22 5-10h11" />
      <circle className="picture-apricot" cx="23" cy="15" r="4" />
    </>
  ),
  pathology: (
    <>
      <path className="picture-line" d="M22 10h12M25 10v14L14 42q-1 4 4 4h20q5 0 4-4L31 24V10" />
      <circle className="picture-apricot" cx="28" cy="38" r="5" />
    </>
  ),
}
