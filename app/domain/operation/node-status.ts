import { type Decision, recorded, refused } from '../decision.ts'

export type NodeStatus = 'active' | 'suspended' | 'decommissioned'

export type NodeStatusRefusal = 'node-status-unchanged' | 'node-is-decommissioned'

/** Whether a node's status may become this: suspended and active again, or decommissioned, which is for good. */
export function nodeStatusChange(from: NodeStatus, to: NodeStatus): Decision<NodeStatus, NodeStatusRefusal> {
  if (from === to) return refused('node-status-unchanged')
  if (from === 'decommissioned') return refused('node-is-decommissioned')
  return recorded(to)
}
