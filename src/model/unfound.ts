/** A running task that a node does not find by its service's name. */
export interface Unfound {
  readonly service: string;
  /** The task's own on the network that the node is on, too. */
  readonly address: string;
  /** Where the name was looked up. */
  readonly node: string;
}
