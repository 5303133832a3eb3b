// One run: the program launched, its trace read and checked as it arrives.
#pragma once

#include <string>
#include <vector>

#include "campaign/campaign.hpp"
#include "plan/slots.hpp"

namespace schedlitmus::campaign {

struct RunRequest {
  std::string expectation;                 ///< its name
  expectation::Scenario scenario;          ///< as scenario_of() gives it
  std::vector<expectation::Check> checks;  ///< still undecided over the runs; none: run to the end
  std::string release;
  int gomaxprocs = 1;
  std::string variant;
  toolchain::Build build;
  plan::Slot slot = {};                       ///< without CPUs: bound to none
  std::uint64_t most_kept = store::kKeepAll;  ///< bytes of each stream that go into the store
  // Of a command:
  std::string file = {};             ///< the expectation's, to which its paths are relative
  std::string load_executable = {};  ///< absolute; empty: it has no load
  std::vector<int> load_cpus = {};   ///< empty: the slot's
};

/// Runs until all checks are decided, the program ends or its deadline
/// passes. Everything that the program does is data of the run; an error
/// means that it could not be started.
[[nodiscard]] Result<store::Run> run_cell(const RunRequest& request, process::Launcher& launcher);

/// How the program is launched; of a command its executable alone, without arguments.
[[nodiscard]] process::LaunchSpec spec_of(const RunRequest& request);
/// The run as far as it is known before it begins.
[[nodiscard]] store::Run begin_run(const RunRequest& request, process::Capture capture);

/// GODEBUG as the program gets it: "schedtrace=25,asyncpreemptoff=1"; empty: not set.
[[nodiscard]] std::string godebug_text(const RunRequest& request);
/// A shell line that starts the program by hand.
[[nodiscard]] std::string shell_command(const RunRequest& request);

}  // namespace schedlitmus::campaign
