const GROUND = 'M4 6h208q24 0 24 24v96q0 24-24 24H28q-24 0-24-24Z'

export function LetterPicture() {
  return (
    <svg viewBox="0 0 240 156" aria-hidden="true">
      <path className="picture-ground" d={GROUND} />
      <path className="picture-paper picture-outline" d="M72 22h96v84H72Z" />
      <path className="picture-line" d="M88 42h34M88 56h24" />
      <path className="picture-solid" d="M132 36h22v22h-22Z" />
      <path className="picture-paper" d="M138 42h5v5h-5ZM146 48h4v4h-4Z" />
      <path className="picture-sun picture-outline" d="M52 74v58h136V74l-68 36Z" />
    </svg>
  )
}

/** Three answers of one size; none is chosen. */
export function ChoosePicture() {
  return (
    <svg viewBox="0 0 240 156" aria-hidden="true">
      <path className="picture-blush" d={GROUND} />
      {[24, 62, 100].map((y) => (
        <g key={y}>
          <path className="picture-paper picture-outline" d={`M54 ${y}h124q8 0 8 8v14q0 8-8 8H54Z`} />
          <circle className="picture-line" cx="76" cy={y + 15} r="7" />
          <path className="picture-stroke-apricot" d={`M98 ${y + 15}h64`} />
        </g>
      ))}
    </svg>
  )
}

export function CheckPicture() {
  return (
    <svg viewBox="0 0 240 156" aria-hidden="true">
      <path className="picture-mint" d={GROUND} />
      <path className="picture-beam picture-beam--small" d="m84 128 30-90" />
      <path className="picture-beam picture-beam--small picture-beam--apricot" d="M114 38q14 0 20 26l24 64" />
      <circle className="picture-sun" cx="119" cy="96" r="20" />
      <path className="picture-line picture-tick" d="m110 96 7 8 12-15" />
    </svg>
  )
}

export function SeePicture() {
  return (
    <svg viewBox="0 0 240 156" aria-hidden="true">
      <path className="picture-ground" d={GROUND} />
      <path className="picture-line" d="M74 26v104" />
      {[
        [36, 'picture-apricot', 88],
        [76, 'picture-sun', 64],
        [116, 'picture-leaf', 76],
      ].map(([y, colour, length]) => (
        <g key={y}>
          <circle className={String(colour)} cx="74" cy={Number(y)} r="11" />
          <path className="picture-line" d={`M100 ${y}h${length}`} />
        </g>
      ))}
    </svg>
  )
}
