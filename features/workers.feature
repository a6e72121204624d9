Feature: Workers

  A swarm need not be of managers alone.

  Background:
    Given a swarm "workers" with these nodes
      | node    | role    |
      | node-01 | manager |
      | node-02 | worker  |

  Scenario: A worker joins as a worker
    Then the swarm has 1 manager, one of them the leader, and 1 worker
    And every node is known to the swarm by its private address only
