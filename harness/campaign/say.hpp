// What is being done, for a progress line.
#pragma once

#include <string>
#include <utility>

#include "campaign/campaign.hpp"

namespace schedlitmus::campaign {

/// Overwritten by what comes next, unless it `stays`: worth reading later, too.
inline void say(const OnProgress& progress, std::string doing, bool stays = false) {
  if (!progress) return;
  Progress said;
  said.doing = std::move(doing);
  said.stays = stays;
  progress(said);
}

/// In a line that stays.
inline void announce(const OnProgress& progress, std::string doing) { say(progress, std::move(doing), true); }

}  // namespace schedlitmus::campaign
