export interface CampaignBudget {
  readonly count?: number;
  readonly minutes: number;
}
export const campaignRings: Readonly<Record<'nightly' | 'release', Readonly<Record<string, CampaignBudget>>>>;
