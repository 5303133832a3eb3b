#include "cli/host_limits.hpp"

#include "campaign/calibration.hpp"
#include "cli/messages.hpp"
#include "process/host.hpp"

namespace schedlitmus::cli {

campaign::NoiseLimits host_limits(bool count_noisy) {
  if (count_noisy) return campaign::no_limits();
  auto limits = campaign::limits_from(campaign::calibration_path(), process::host_id());
  if (limits) return *limits;
  print_error(limits.error());
  campaign::NoiseLimits defaults;
  defaults.source = "defaults: the calibration could not be read";
  return defaults;
}

}  // namespace schedlitmus::cli
