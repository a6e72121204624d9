/** One way to break a cluster, and to put it right again. Making one breaks nothing yet. */
export interface Fault {
  /** The node that clients or the swarm have to do without; absent where no node is lost. */
  readonly node?: string;
  /** What has happened once it is inflicted, as a sentence without a full stop. */
  readonly done: string;
  /** What has happened once it is undone. */
  readonly undone: string;
  inflict(): Promise<void>;
  /** Also where it was inflicted only in part, or somebody else has put it right already. */
  undo(): Promise<void>;
}
