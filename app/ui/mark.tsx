/** Two strokes that lean on each other: the A that Latin, Greek and Cyrillic share. */
export function Mark() {
  return (
    <svg viewBox="0 0 48 48" aria-hidden="true">
      <path className="mark-left" d="M8 42 22 9" />
      <path className="mark-right" d="M22 9q6.5 0 9.5 13L40 42" />
      <circle className="picture-sun" cx="25.5" cy="33" r="5" />
    </svg>
  )
}
