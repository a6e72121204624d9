Feature: Stack files mean what docker stack deploy makes of them

  A team has its stack files already. What swarmspec writes for them is what the docker CLI would
  write, field by field; what the CLI ignores or refuses is ignored or refused.

  Background:
    Given a swarm "like-docker" with these nodes
      | node    | role    | availability |
      | node-01 | manager | drain        |

  Scenario: Both write the same
    Given somebody has made the network "shared", the config "outside" and the secret "outside-key"
    When each stack in "fixtures/stack-files" is deployed by the docker CLI, and then by swarmspec
    Then both wrote the same for at least 15 stacks, but for what is allowed to differ
    And both gave the same warnings

  Scenario: Both refuse the same
    When each stack in "fixtures/stack-files/refused" is deployed by the docker CLI, and then by swarmspec
    Then both refused each of at least 6 stacks
