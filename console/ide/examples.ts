/** Worked examples for support: read only, each can be run as it is by a clerk who may view. The first four are the tabs of a first visit. */
export interface Example {
  readonly title: string;
  readonly query: string;
  /** `newest operation`: its variable `id` is filled in when the example is opened. */
  readonly fill?: 'newest operation';
}

export const examples: readonly Example[] = [
  {
    title: 'Is the venue online?',
    query: `# Is the venue online, and what can guests use?
query VenueState {
  venueStatus {
    state
    headline
    plannedUntil
    findings { severity message remedy consumers }
  }
  venue {
    companyName
    customerNumber
    onboarding { lastHeartbeatAt }
    consumers { name available servedBy detail }
  }
  health { status parts { name status detail since } }
}
`,
  },
  {
    title: 'Which service is degraded, and why?',
    query: `# Which service is degraded, and why?
# nextAction says what to do.
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
    title: 'Does the cloud have everything?',
    query: `# Evidence first: a resync is the last thing to think of.
query Diagnosis {
  syncDiagnosis {
    cause
    candidates
    recommendation
    resyncJustified
    evidence { title value supports observedAt }
  }
}
`,
  },
  {
    title: 'What failed last, and why?',
    query: `# What failed last, and why? trail has the lines of the event log that matter.
query LastFailure {
  operations(first: 1, states: [FAILED, NEEDS_ATTENTION]) {
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
    title: 'Warnings of the event log',
    query: `# The newest warnings and errors of swiftpos' event log.
query EventLog {
  eventLog(first: 30, minimumLevel: WARNING) {
    edges { node { at level source eventId message } }
    pageInfo { hasNextPage endCursor }
  }
}
`,
  },
  {
    title: 'Follow the newest operation',
    fill: 'newest operation',
    query: `# Recorded events first, then each as it comes. The id is that of the newest operation.
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
  },
  {
    title: 'Watch the services',
    query: `# Each service as it is now, then each one as it changes.
subscription WatchServices {
  serviceChanged { key displayName status health nextAction }
}
`,
  },
  {
    title: 'What would an onboarding do now?',
    query: `# Changes nothing. FAIL and UNKNOWN block. Needs the permission Cloud Connectivity > Onboard.
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
];

/** The tabs of a first visit. */
export const firstTabs = examples.slice(0, 4).map(({ query }) => ({ query }));
