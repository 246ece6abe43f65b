import type { SourceTable } from './source-table.ts';
import { convIntelligence, discoveryBriefLog } from './tables/conversations.ts';
import {
  accountOwnership,
  accounts,
  churnRiskLog,
  customerHealthLog,
  expansionLog,
  onboardingLog,
  qbrLog,
} from './tables/customers.ts';
import { opportunities, opportunityBriefLog, opportunityStageHistory, quoteLog } from './tables/opportunities.ts';
import { cadenceEventLog, leads } from './tables/outreach.ts';
import { compPlans, quotaRetirementLedger, quotaStore } from './tables/quotas.ts';
import { repActivity, territoryDefinitions } from './tables/territories-and-activity.ts';

/** The data contract: every table the engine reads and never writes. */
export const sourceTables: readonly SourceTable[] = [
  quotaRetirementLedger,
  quotaStore,
  compPlans,
  opportunities,
  opportunityStageHistory,
  cadenceEventLog,
  convIntelligence,
  opportunityBriefLog,
  discoveryBriefLog,
  customerHealthLog,
  churnRiskLog,
  expansionLog,
  onboardingLog,
  qbrLog,
  quoteLog,
  leads,
  accounts,
  accountOwnership,
  territoryDefinitions,
  repActivity,
];
