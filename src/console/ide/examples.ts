/** Worked examples for support: read only, each a tab that can be run as it stands, or after one value is put in. */
export const examples: readonly { readonly query: string; readonly variables?: string }[] = [
  {
    query: `# 1. The venue's state: is it online?
query VenueState {
  venue {
    companyName
    customerNumber
    registrationState
    onboarding { state detail lastHeartbeatAt }
    consumers { name available servedBy detail }
  }
  health { status parts { name status detail since } }
}
`,
  },
  {
    query: `# 2. Which service is degraded, and why?
#    nextAction says what to do.
query DegradedServices {
  services {
    displayName
    health
    status
    startMode
    nextAction
    startedAt
    observedAt
  }
}
`,
  },
  {
    query: `# 3. What would an onboarding do now?
#    Looks only. FAIL and UNKNOWN block.
query PlanOnboarding {
  onboardingPlan {
    case
    ready
    expiresAt
    checks { code outcome detail remedy overridable }
    steps { title command compensatedBy }
    impact { unavailable estimatedDuration basis }
  }
}
`,
  },
  {
    query: `# 4. What was done, and why did it fail?
query LastOperations {
  operations(first: 5) {
    edges {
      node {
        id
        kind
        state
        summary
        requestedByName
        failure { code message remedy restored notRestored trail }
      }
    }
  }
}
`,
  },
  {
    query: `# 5. Follow an operation as it goes.
#    Put its id (tab 4) into Variables.
subscription FollowOperation($id: ID!) {
  operationProgress(id: $id) {
    sequence
    at
    step
    level
    percent
    message
    operation { state percent summary }
  }
}
`,
    variables: '{\n  "id": ""\n}',
  },
];
