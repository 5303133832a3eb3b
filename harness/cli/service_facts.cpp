#include "cli/service_facts.hpp"

#include <array>
#include <string_view>

#include "cli/host_limits.hpp"
#include "cli/passed_signals.hpp"
#include "process/command_path.hpp"
#include "process/cpu_supply.hpp"

namespace schedlitmus::cli {

void put_facts(const ServiceRun& run, std::int64_t gomaxprocs, diagnosis::RunFacts& facts) {
  using process::Ending;
  const bool by_itself = run.record.ending == Ending::exited || run.record.ending == Ending::signalled;
  if (!facts.requests) facts.requests = run.requests;
  facts.was_stopped = !by_itself || PassedSignals::last() != 0;
  if (by_itself) facts.exit_status = process::shell_code(run.record);
  const auto limits = host_limits(false);
  const auto shares =
      campaign::signals_of(run.record, static_cast<int>(gomaxprocs), static_cast<int>(process::cpus_for_runs().size()));
  constexpr auto kWords = std::to_array<std::string_view>(
      {"taken by other programs", "taken by the hypervisor", "spent waiting for a CPU", "withheld by a CPU quota"});
  const auto limit = campaign::in_order(limits);
  for (std::size_t i = 0; i < shares.size(); ++i)
    if (shares[i] >= 0) facts.host.push_back({std::string(kWords[i]), shares[i], limit[i], i + 1 == shares.size()});
}

}  // namespace schedlitmus::cli
