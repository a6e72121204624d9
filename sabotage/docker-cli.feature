Feature: Sabotaged deployments

  The docker CLI on a node does something else than it would, or swarmspec does: the two differ, and that is told.

  Background:
    Given a swarm "like-docker" with these nodes
      | node    | role    | availability |
      | node-01 | manager | drain        |

  Scenario: One of the two writes another image
    Caught as: "01-plain.yml services" "another/web"

    Given somebody has made the network "shared", the config "outside" and the secret "outside-key"
    And the docker CLI of "node-01" reads "another/web" where a file says "nowhere/web"
    When each stack in "fixtures/stack-files" is deployed by the docker CLI, and then by swarmspec
    Then both wrote the same for at least 15 stacks, but for what is allowed to differ

  Scenario: One of the two keeps a warning to itself
    Caught as: "18-warned.yml: what is ignored"

    Given somebody has made the network "shared", the config "outside" and the secret "outside-key"
    And the docker CLI of "node-01" says nothing of "build"
    When each stack in "fixtures/stack-files" is deployed by the docker CLI, and then by swarmspec
    Then both gave the same warnings

  Scenario: One of the two takes what the other refuses
    Caught as: "docker took"

    Given the docker CLI of "node-01" never fails
    When each stack in "fixtures/stack-files/refused" is deployed by the docker CLI, and then by swarmspec
    Then both refused each of at least 6 stacks
