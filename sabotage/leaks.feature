Feature: Sabotaged reports

  Scenario: A report holds a join token
    Caught as: "summary.md holds the secret number"

    When the scenarios of "fixtures/clusters/canaries.feature" are run with a canary in every secret
    And a join token gets into its "summary.md"
    Then it is red, and neither its report nor its console holds one of these 23 secrets

  Scenario: A report holds the value of a variable
    Caught as: "index.html holds the secret number"

    When the scenarios of "fixtures/clusters/canaries.feature" are run with a canary in every secret
    And the value of a variable gets into its "index.html"
    Then it is red, and neither its report nor its console holds one of these 23 secrets
