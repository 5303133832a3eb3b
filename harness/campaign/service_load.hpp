// The load of a service: what is launched, and what it writes.
#pragma once

#include <string>

#include "campaign/run_cell.hpp"
#include "campaign/service_places.hpp"
#include "campaign/service_watcher.hpp"

namespace schedlitmus::campaign {

/// Of the load of a request whose instance `checked` is looked at.
[[nodiscard]] process::LaunchSpec load_spec(const expectation::Load& load, int checked, const RunRequest& request,
                                            const ServicePlaces& places, process::Stopper& stopper);

/// Keeps both streams, and gives stdout to the checks of the service at the end.
class LoadWatcher final : public process::Observer {
 public:
  explicit LoadWatcher(std::uint64_t most_kept) : out(most_kept), err(most_kept) {}
  void on_stdout(std::string_view bytes) override { out.add(bytes); }
  void on_stderr(std::string_view bytes) override {
    err.add(bytes);
    tail.add(bytes);
  }
  [[nodiscard]] bool enough() const override { return false; }

  store::StreamKeeper out, err;
  Tail tail;
};

/// The load as a store keeps it.
[[nodiscard]] store::Part load_part(const process::LaunchSpec& spec, const process::RunRecord& record,
                                    LoadWatcher& watcher);

/// Why the load did not do its work: "the load exited with code 3, not 0; its stderr ends: ..."; empty: it did.
[[nodiscard]] std::string why_failed(const expectation::Load& load, const process::RunRecord& record,
                                     const LoadWatcher& watcher);

/// A launch as a shell line, with what is in its environment beside PATH and HOME.
[[nodiscard]] std::string shell_line(const process::LaunchSpec& spec);

}  // namespace schedlitmus::campaign
