import AT from './AT.json' with { type: 'json' }
import BE from './BE.json' with { type: 'json' }
import CZ from './CZ.json' with { type: 'json' }
import DE from './DE.json' with { type: 'json' }
import EE from './EE.json' with { type: 'json' }
import ES from './ES.json' with { type: 'json' }
import FI from './FI.json' with { type: 'json' }
import FR from './FR.json' with { type: 'json' }
import GR from './GR.json' with { type: 'json' }
import HU from './HU.json' with { type: 'json' }
import IE from './IE.json' with { type: 'json' }
import IT from './IT.json' with { type: 'json' }
import LT from './LT.json' with { type: 'json' }
import LU from './LU.json' with { type: 'json' }
import LV from './LV.json' with { type: 'json' }
import NL from './NL.json' with { type: 'json' }
import PL from './PL.json' with { type: 'json' }
import PT from './PT.json' with { type: 'json' }
import RO from './RO.json' with { type: 'json' }
import SE from './SE.json' with { type: 'json' }
import SI from './SI.json' with { type: 'json' }
import SK from './SK.json' with { type: 'json' }
import UA from './UA.json' with { type: 'json' }

/** From which birthday on somebody is of age, and the law that says so. */
export type Majority = { years: number; source: string }

/** By ISO country; a country without a file is not guessed. A new file gets a line above and a name below. */
export const AGES_OF_MAJORITY: Record<string, Majority> = {
  AT,
  BE,
  CZ,
  DE,
  EE,
  ES,
  FI,
  FR,
  GR,
  HU,
  IE,
  IT,
  LT,
  LU,
  LV,
  NL,
  PL,
  PT,
  RO,
  SE,
  SI,
  SK,
  UA,
}
