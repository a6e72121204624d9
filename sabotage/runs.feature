Feature: Sabotaged runs

  

  Background:
    Given a swarm "tuleap" with these nodes
      | node    | role    |
      | node-01 | manager |
      | node-02 | manager |
      | node-03 | manager |
    And a private registry "registry:5000" with the images in "fixtures/images"
    And storage shared by all nodes at "/srv/services"
    And an overlay network "tuleap"
    And these tenants on stack file "tuleap.yml"
      | tenant  | host                |
      | bearded | bearded.example.com |
      | shaven  | shaven.example.com  |
    And a reverse proxy on every node, publishing 80 and 443 in host mode
    And the reverse proxy sends these paths to other services
      | path    | service | port |
      | /static | cache   | 8080 |
      | /events | rt      | 8080 |
    And the cluster is as described

  Scenario: A command that should work meets no cluster
    Caught as: "probe FEATURE"

    When somebody runs these commands on "fixtures/clusters/by-hand.feature", one after the other
      | command       | exit | says           |
      | probe FEATURE | 0    | requests ok    |
    Then each of them ended and spoke as the table says

  Scenario: A run is killed without a chance to end
    Caught as: "null" "130"

    When another run raises "fixtures/clusters/short-lived.feature" and gets SIGKILL on the way
    Then it ends with exit code 130

  Scenario: A run that was killed leaves its containers behind
    Caught as: "something of the other run is left"

    When another run raises "fixtures/clusters/short-lived.feature" and gets SIGKILL on the way
    Then nothing of it is left

  Scenario: A run that ended well leaves nothing
    Caught as: "nothing of the other run is left"

    When another run raises "fixtures/clusters/short-lived.feature" and gets SIGINT on the way
    Then something of it is left

  Scenario: A scenario that proves nothing is run
    Caught as: "exit code of test FEATURE" "has no Then, so it would prove nothing"

    When somebody runs these commands on "fixtures/unproved/no-then.feature", one after the other
      | command      | exit | says     |
      | test FEATURE | 0    | 1 passed |
    Then each of them ended and spoke as the table says

  Scenario: A feature is named of which nothing is run
    Caught as: "exit code of test features/proxies-are-restarted.feature FEATURE" "would be run: it has no scenario"

    When somebody runs these commands on "fixtures/clusters/short-lived.feature", one after the other
      | command                                            | exit | says   |
      | test features/proxies-are-restarted.feature FEATURE | 0   | passed |
    Then each of them ended and spoke as the table says
