/** The whole idea: scans leave the hospital through a gate that is yours. */
export function GatePicture() {
  return (
    <svg viewBox="0 0 520 380" aria-hidden="true">
      <path className="picture-ground" d="M8 20h452q44 0 44 44v252q0 44-44 44H52q-44 0-44-44Z" />
      <circle className="picture-blush" cx="262" cy="170" r="128" />
      <Hospital />
      <path className="picture-path" d="M150 268h236" />
      <Gate />
      <Screen />
      <path className="picture-line" d="M36 306h448" />
    </svg>
  )
}

function Hospital() {
  return (
    <>
      <path className="picture-paper picture-outline" d="M44 306V176q0-6 6-6h92q6 0 6 6v130Z" />
      <path className="picture-paper picture-outline" d="M70 170v-34q0-6 6-6h40q6 0 6 6v34" />
      <path className="picture-stroke-apricot" d="M96 138v22M85 149h22" />
      <path className="picture-line" d="M66 198h16M110 198h16M66 228h16M110 228h16" />
      <path className="picture-sun" d="M82 306v-38q0-6 6-6h16q6 0 6 6v38Z" />
    </>
  )
}

function Gate() {
  return (
    <>
      <path className="picture-beam" d="m196 306 58-196" />
      <path className="picture-beam picture-beam--apricot" d="M254 110q22 0 32 46l42 150" />
      <circle className="picture-sun" cx="262" cy="222" r="25" />
      <path className="picture-line picture-tick" d="m251 222 8 9 15-18" />
    </>
  )
}

function Screen() {
  return (
    <>
      <path className="picture-paper picture-outline" d="M372 150h108q6 0 6 6v96q0 6-6 6H372q-6 0-6-6v-96q0-6 6-6Z" />
      <path className="picture-line" d="M426 258v30M398 306q0-18 28-18t28 18" />
      <ellipse className="picture-solid" cx="426" cy="204" rx="44" ry="36" />
      <path
        className="picture-ground"
        d="M416 182q-24 2-24 26 0 14 14 14 10 0 10-14ZM436 182q24 2 24 26 0 14-14 14-10 0-10-14Z"
      />
      <circle className="picture-apricot" cx="404" cy="206" r="5" />
    </>
  )
}
