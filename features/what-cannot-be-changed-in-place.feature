Feature: What cannot be changed in place is replaced

  The engine never changes a network or a volume that is there, and says nothing. The plan says that
  it is replaced, and what has to stop and start again for it.

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

  Scenario: A network that is described otherwise
    Given the cluster is as described
    And the tenants have these variables
      | tenant  | ATTACHABLE |
      | bearded | true       |
    Then the plan is exactly
      | remove  | service | bearded_web     |
      | remove  | service | bearded_cache   |
      | remove  | service | bearded_rt      |
      | remove  | service | bearded_db      |
      | remove  | service | bearded_reset   |
      | replace | network | bearded_private |
      | create  | service | bearded_web     |
      | create  | service | bearded_cache   |
      | create  | service | bearded_rt      |
      | create  | service | bearded_db      |
      | create  | service | bearded_reset   |
    And the plan names the fields
      | attachable |
    When the cluster is applied
    Then the plan is empty
    And every node answers for every tenant

  Scenario: A volume whose driver has other options
    Given a stack "curly" on stack file "media.yml"
    And the cluster is as described
    And the stack "curly" has these variables
      | EDITION |
      | second  |
    Then the plan is exactly
      | create  | config  | volume.curly_media.anew |
      | remove  | service | curly_web               |
      | replace | volume  | curly_media             |
      | create  | service | curly_web               |
      | remove  | config  | volume.curly_media.anew |
    When the cluster is applied
    Then the plan is empty
    And the file "/proc/self/mountinfo" in every container of "curly_web" says "/services/curly/second"
    And every node answers for every tenant
