Feature: A sabotaged swarm

  What somebody with a docker CLI can do behind the back of the one who described the cluster. This
  one is never healed, so it has a swarm of its own.

  Background:
    Given a swarm "advertised" with these nodes
      | node    | role    |
      | node-01 | manager |
      | node-02 | worker  |
    And the cluster is as described

  Scenario: A node advertises its public address
    Caught as: "node-02"

    When the worker "node-02" leaves the swarm and joins it again as a manager with its public address
    Then every node is known to the swarm by its private address only
