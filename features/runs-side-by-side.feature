Feature: Runs side by side, and runs that die

  Several people and jobs share an engine. Their clusters do not meet, and what a dead run left is
  removed without harm to the living.

  Background:
    Given a swarm "workers" with these nodes
      | node    | role    |
      | node-01 | manager |
      | node-02 | worker  |

  Scenario: A run that is interrupted leaves nothing
    When another run raises "fixtures/clusters/short-lived.feature" and gets SIGINT on the way
    Then it ends with exit code 130
    And nothing of it is left
    And the swarm has 1 manager, one of them the leader, and 1 worker

  Scenario: What a killed run left is removed by the next gc
    When another run raises "fixtures/clusters/short-lived.feature" and gets SIGKILL on the way
    Then something of it is left
    When what dead runs left is removed
    Then nothing of it is left
    And the swarm has 1 manager, one of them the leader, and 1 worker
