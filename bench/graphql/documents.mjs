/** What is asked: the least, the live state of seven services, and a page of the venue's own rows (1.3 KB). Nothing in them changes automatically. */
export const documents = {
  viewer: '{ viewer { __typename } }',
  services: '{ services { key displayName installed status startMode health nextAction } }',
  status: `{
    venue {
      companyName customerNumber registeredEmail registrationState swiftposVersion licences region timeZone
      locationGroups { id name locations { id name } }
    }
    clerkGroups { id name clerks { id name } }
    securityGroups { id name rank clerks { id name } }
  }`,
};
