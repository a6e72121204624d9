Feature: Workers

  A swarm need not be of managers alone.

  Background:
    Given a swarm "workers" with these nodes
      | node    | role    | labels           |
      | node-01 | manager |                  |
      | node-02 | worker  | zone=a, disk=ssd |

  Scenario: A worker joins as a worker
    Then the swarm has 1 manager, one of them the leader, and 1 worker
    And every node is known to the swarm by its private address only

  Scenario: Labels and availability of a node are put back
    Given the cluster is as described
    When someone sets the labels of "node-02" to "zone=b" and its availability to "pause"
    Then the plan is exactly
      | update | node | node-02 |
    And the plan names the fields
      | availability | labels |
    When the cluster is applied
    Then the plan is empty
