Feature: After any history the cluster is as described

  What was before must not matter: an update that came to a stop yesterday, a service that was there a
  moment ago. Each apply here is also looked after by the run itself: the plan
  is empty, nothing is on its way out, and no update has come to a stop.

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

  Scenario: A paused update goes on when its cause is gone
    Given a stack "slow" on stack file "reluctant.yml"
    And the cluster is as described
    And the stack "slow" has these variables
      | OPENS_WITH |
      | key        |
    When the cluster is applied, whatever comes of it
    Then it fails, and the message says
      | slow_clerk           |
      | the update is paused |
    When somebody puts the file "/srv/services/clerk/key" on the shared storage
    Then the plan is only to update the service "slow_clerk"
    And the plan says of the service "slow_clerk": "its update is paused"
    When the cluster is applied
    Then the plan is empty

  Scenario: A service that is struck off is gone when the apply ends
    Given a stack "slow" on stack file "reluctant.yml"
    And the cluster is as described
    When the stack "slow" is struck from the description
    And the cluster is applied
    Then no node has a container of the service "slow_clerk" that runs

  Scenario: What is made anew does not run beside what it was
    Given a stack "slow" on stack file "reluctant.yml"
    And the cluster is as described
    And the stack "slow" has these variables
      | MODE   |
      | global |
    When the cluster is applied
    Then nobody has put the file "/srv/services/clerk/two-at-a-time" on the shared storage
    And the plan is empty
