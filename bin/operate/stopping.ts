import { changeDataUseStatus } from '#app/services/change-data-use-status.server.ts'
import { changeNodeStatus } from '#app/services/change-node-status.server.ts'
import { supersedeForm } from '#app/services/supersede-form.server.ts'
import type { Operation } from './operation.ts'

/** Nodes, data uses and forms that have to stop, and go on. */
export const STOPPING: Record<string, Operation> = {
  'suspend-node': {
    of: 'CLIENT_ID',
    effect: 'revokes all that the node holds, tells it, and lets it in no more',
    run: (portal, clientId, { by }) => changeNodeStatus(portal, { clientId, to: 'suspended', by }),
  },
  'resume-node': {
    of: 'CLIENT_ID',
    effect: 'lets a suspended node in again; it is issued tokens anew when it asks',
    run: (portal, clientId, { by }) => changeNodeStatus(portal, { clientId, to: 'active', by }),
  },
  'decommission-node': {
    of: 'CLIENT_ID',
    effect: 'ends a node for good',
    run: (portal, clientId, { by }) => changeNodeStatus(portal, { clientId, to: 'decommissioned', by }),
  },
  'suspend-data-use': {
    of: 'DATA_USE',
    effect: 'revokes every token for an approved data use',
    run: (portal, dataUseId, { by }) => changeDataUseStatus(portal, { dataUseId, to: 'suspended', by }),
  },
  'resume-data-use': {
    of: 'DATA_USE',
    effect: 'lets a suspended data use go on',
    run: (portal, dataUseId, { by }) => changeDataUseStatus(portal, { dataUseId, to: 'approved', by }),
  },
  'end-data-use': {
    of: 'DATA_USE',
    effect: 'ends a data use for good, and revokes every token for it',
    run: (portal, dataUseId, { by }) => changeDataUseStatus(portal, { dataUseId, to: 'ended', by }),
  },
  'supersede-form': {
    of: 'FORM',
    effect: 'takes a form version back for good: yes that was said on it counts no more',
    run: (portal, formId, { by }) => supersedeForm(portal, { formId, by }),
  },
}
