Feature: The commands, by hand

  What the features prove can also be done step by step: the same file is what up, plan, apply and
  probe take, and the docker CLI can be pointed at any node.

  Scenario: A cluster is brought up, looked at, asked and taken down
    When somebody runs these commands on "fixtures/clusters/by-hand.feature", one after the other
      | command         | exit | says                               |
      | up FEATURE      | 0    | The swarm "CLUSTER" is up.         |
      | up FEATURE      | 0    | The swarm "CLUSTER" is up.         |
      | status          | 0    | node-01  manager, leader  ready    |
      | status --json   | 0    | "host":"bearded.example.com"       |
      | env node-01     | 0    | export DOCKER_TLS_VERIFY=1         |
      | env node-09     | 2    | has no node "node-09"              |
      | fault pause node-01 --for 1s | 0 | node-01 is resumed.      |
      | fault cut-public node-01 --for 1s | 0 | is connected to the public network again. |
      | fault cut-pubic node-01 | 2 | did you mean: cut-public      |
      | plan FEATURE    | 0    | nothing to do                      |
      | apply FEATURE   | 0    | every node answers                 |
      | probe FEATURE   | 0    | 16 of 16 requests ok               |
      | probe FEATURE --json | 0 | "tenant":"bearded"                |
      | start FEATURE --keep | 2 | is up already                     |
      | up FEATURE --name other | 2 | --name goes with stack files only |
      | test FEATURE    | 2    | would be run: it has no scenario   |
      | test fixtures/unproved/no-then.feature | 2 | has no Then, so it would prove nothing |
      | reset bearded   | 2    | there is no job bearded_reset      |
      | down            | 0    | "CLUSTER" is down                  |
      | status          | 2    | is not up                          |
      | start FEATURE   | 0    | 16 of 16 requests ok               |
      | gc              | 0    | Dead runs left nothing             |
      | doctor          | 0    | A cluster can be raised            |
    Then each of them ended and spoke as the table says

  Scenario: A stack file alone is a cluster too
    When somebody runs these commands on "fixtures/stacks/by-hand.yml", one after the other
      | command                                            | exit | says                              |
      | up FEATURE                                         | 2    | add --name NAME                   |
      | up FEATURE --name CLUSTER --images fixtures/images | 0    | The swarm "CLUSTER" is up.        |
      | plan FEATURE --name CLUSTER                        | 0    | nothing to do                     |
      | status                                             | 0    | CLUSTER_web                       |
      | apply fixtures/stacks/by-hand-more.yml --name CLUSTER --no-prune | 0 | + service CLUSTER_more |
      | plan FEATURE --name CLUSTER                        | 3    | - service CLUSTER_more: no longer declared |
      | plan FEATURE --name CLUSTER --no-prune             | 0    | nothing to do                     |
      | apply FEATURE --name CLUSTER                       | 0    | 1 to remove                       |
      | plan fixtures/stacks/by-hand-other.yml --name CLUSTER --images fixtures/images  | 3 | (apply pushes it) |
      | apply fixtures/stacks/by-hand-other.yml --name CLUSTER --images fixtures/images | 0 | images in the registry |
      | plan fixtures/stacks/by-hand-other.yml --name CLUSTER --images fixtures/images  | 0 | nothing to do |
      | apply FEATURE --name CLUSTER                       | 0    | 1 to update                       |
      | plan FEATURE --name CLUSTER --resolve never        | 3    | image:                            |
      | down FEATURE --name CLUSTER                        | 0    | "CLUSTER" is down                 |
    Then each of them ended and spoke as the table says
