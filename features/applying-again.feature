Feature: Applying again

  What is as described is left alone: a write that changes nothing would still wipe out what a
  rollback needs. What somebody changed is put back. What somebody else owns is never touched.

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

  Scenario: A second apply changes nothing
    When the cluster is applied
    Then nothing was written
    And the plan is empty

  Scenario: A service that somebody changed is put back
    When someone changes the service "bearded_web" behind our back
      | replicas    | 3                   |
      | image       | registry:5000/proxy |
      | command     | sleep 1000          |
      | environment | TENANT=shaven       |
      | networks    | none                |
      | ports       | 8088:8080           |
    Then the plan is only to update the service "bearded_web"
    And the plan names the fields
      | replicas | image | command | environment | networks | ports |
    When the cluster is applied
    Then the plan is empty
    And every node answers for every tenant

  Scenario: A service that somebody removed is made again
    When someone removes the service "shaven_web" behind our back
    Then the plan is only to create the service "shaven_web"
    When the cluster is applied
    Then the plan is empty
    And every node answers for every tenant

  Scenario: A service of somebody else is left alone
    When someone else makes a service "foreign" of the image "registry:5000/web"
    Then the plan is empty
    When the cluster is applied
    Then the service "foreign" is as it was made

  Scenario: A service of ours that is no longer declared is removed
    When a service "bearded_old" of the image "registry:5000/web" carries our label, but is not declared
    Then the plan is only to remove the service "bearded_old"
    When the cluster is applied
    Then the service "bearded_old" is gone
