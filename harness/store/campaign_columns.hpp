// The columns of a campaign, for those who read and who write it.
#pragma once

#include "store/store.hpp"

namespace schedlitmus::store {

/// Calls `visit(column, field)` for each column but the id. AnyCampaign is Campaign or const Campaign.
template <class AnyCampaign, class Visit>
void for_each_campaign_column(AnyCampaign& campaign, Visit visit) {
  visit("uid", campaign.uid);
  visit("plan_key", campaign.plan_key);
  visit("whole_key", campaign.whole_key);
  visit("started", campaign.started);
  visit("command", campaign.command);
  visit("version", campaign.version);
  visit("seed", campaign.seed);
  visit("host", campaign.host);
  visit("effort", campaign.effort);
  visit("godebug", campaign.godebug);
  visit("shard", campaign.shard);
  visit("noise_source", campaign.noise_source);
  visit("fixed_runs", campaign.fixed_runs);
  visit("confidence", campaign.confidence);
  visit("finished", campaign.finished);
}

}  // namespace schedlitmus::store
