// The loop that joins the stages: next run, build, launch, read, check, keep,
// judge. The only place that knows all of them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "campaign/noise_limits.hpp"
#include "expectation/loader.hpp"
#include "plan/shard.hpp"
#include "process/launcher.hpp"
#include "report/model.hpp"
#include "store/store.hpp"
#include "toolchain/toolchain.hpp"

namespace schedlitmus::campaign {

enum class Effort : std::uint8_t {
  quick,     ///< at most 10 runs a cell
  normal,    ///< the expectation's own max_runs
  thorough,  ///< three times that
};

[[nodiscard]] std::string_view name_of(Effort effort);  // "quick", ...
/// Nothing for a word that names none.
[[nodiscard]] std::optional<Effort> effort_of(std::string_view name);
/// A GODEBUG setting with several values: an axis of the matrix.
struct GodebugAxis {
  std::string name;
  std::vector<std::string> values;  ///< at least one
};

/// When a cell has enough runs, whatever its checks say.
struct EnoughRuns {
  int counted = 0;  ///< that count
  /// That count, all of which had to be stopped: further ones of a program that hangs tell nothing new.
  int endless = 0;
};

/// The file's own checks, in the same form on each release; skips stay.
struct OwnChecks {
  std::string only;  ///< this one; empty: all
};

struct Settings {
  std::string programs;                        ///< the folder goprograms/
  std::string go;                              ///< selector; empty: each expectation's default_releases
  std::vector<toolchain::Version> releases;    ///< these, in place of a selector; empty: `go`
  std::vector<int> gomaxprocs;                 ///< in place of each scenario's own; empty: its own
  std::map<std::string, std::string> godebug;  ///< added to each scenario's own
  std::vector<GodebugAxis> vary_godebug;       ///< each name once
  // In place of each scenario's own:
  std::optional<expectation::CaptureChoice> capture;
  std::optional<Millis> deadline;
  std::optional<std::uint64_t> max_output, max_memory;
  std::uint64_t most_kept = store::kKeepAll;  ///< bytes of each stream of a run that go into the store
  plan::Shard shard;                          ///< run these cells only
  int jobs = 0;                               ///< runs at once at most; 0: as many as there are CPUs for
  std::vector<int> cpus;                      ///< for the runs; empty: process::cpus_for_runs()
  NoiseLimits noise;
  Effort effort = Effort::normal;
  std::optional<EnoughRuns> enough;     ///< besides what the checks need
  std::optional<int> fixed_runs;        ///< a fixed test of so many runs, in place of each expectation's own
  std::optional<double> confidence;     ///< of two-sided intervals, likewise
  bool explain = false;                 ///< the report tells how each verdict came about, run by run
  std::optional<OwnChecks> own_checks;  ///< in place of those with the release rules' changes
  std::optional<std::uint64_t> seed;    ///< none: drawn
  bool resume = false;     ///< go on with the newest campaign of the same plan; a complete one is reported again
  std::string command;     ///< the command line, for the report
  std::string store_path;  ///< for the report
};

/// How outcomes are judged under these settings.
[[nodiscard]] expectation::Hold hold_for(const expectation::Hold& own, const Settings& settings);

/// What is going on, for a progress line.
struct Progress {
  std::string doing;  ///< "fetching Go 1.13.15", "ten_goroutines/two_procs on 1.13.15"
  int runs_done = 0;
  int runs_expected = 0;  ///< an estimate; 0: not known yet
  std::optional<std::chrono::seconds> left;
  int at_once = 0;     ///< runs under way
  bool stays = false;  ///< worth reading later, too: not overwritten by what comes next
};
using OnProgress = std::function<void(const Progress&)>;

/// The seams; all must outlive the call.
struct Parts {
  process::Launcher& launcher;
  toolchain::Toolchain& toolchain;
  store::Store& store;
  std::function<bool()> interrupted = process::interrupted;  ///< asked between runs
};

/// Runs all cells until every check is decided and gives the report. Harness
/// errors are cells or errors of the report; a Result error means that nothing
/// could be started (no selector could be read, the store failed).
[[nodiscard]] Result<report::Report> run(const expectation::Loaded& loaded, const Settings& settings, Parts parts,
                                         const OnProgress& progress);

}  // namespace schedlitmus::campaign
