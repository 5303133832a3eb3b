// What runs programs: run, bisect, record, accept, capture, calibrate, and the releases for them. Plain options in, an
// exit code out.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "campaign/bisect.hpp"
#include "cli/options.hpp"
#include "expectation/loader.hpp"

namespace schedlitmus::cli {

struct RunOptions {
  ServiceFlags service;
  std::vector<std::string> expectations;  ///< files and folders; empty: the ten-goroutine article's
  expectation::SetParameters set;
  std::string go;
  std::vector<int> gomaxprocs;
  std::map<std::string, std::string> godebug;
  std::vector<campaign::GodebugAxis> vary_godebug;
  LaunchOptions launch;
  int jobs = 0;       ///< 0: as many runs at once as there are CPUs for
  std::string shard;  ///< "2/4"; empty: the whole
  campaign::Effort effort = campaign::Effort::normal;
  std::optional<std::uint64_t> seed;
  bool resume = false;
  bool allow_inconclusive = false;
  bool count_noisy = false;          ///< runs on a busy host count too
  std::optional<int> fixed_runs;     ///< of a fixed test, in place of the expectations' own
  std::optional<double> confidence;  ///< of two-sided intervals
  bool explain = false;
  std::string store = kDefaultStore;
  ReportFiles files;
};
[[nodiscard]] int run_command(const RunOptions& options, const CommonOptions& common);
/// Of the command behind "--".
[[nodiscard]] int run_service_command(const RunOptions& options, const CommonOptions& common);

struct BisectOptions {
  RunOptions run;  ///< one expectation or program, and how it is run; not where
  campaign::BisectTask task;
  // Of a program:
  std::string observable;   ///< that is followed; an expectation's scenario is then a program like any other
  std::optional<int> runs;  ///< of each release; none: 20, with the effort "quick" 10
  std::vector<std::string> args;
  std::string period;
  bool detail = false;
  bool json = false;
};
[[nodiscard]] int bisect_command(const BisectOptions& options, const CommonOptions& common);

enum class ReleasesAction : std::uint8_t { list, fetch, remove, clean };

struct ReleasesOptions {
  ReleasesAction action = ReleasesAction::list;
  bool json = false;     ///< of the list
  bool all = false;      ///< list every patch release and candidate
  std::string selector;  ///< what to fetch or remove
};
[[nodiscard]] int releases_command(const ReleasesOptions& options, const CommonOptions& common);

struct CalibrateOptions {
  std::string go = "latest";
  int runs = 20;       ///< of each program in each arm
  std::string output;  ///< file; empty: the machine's own
};
[[nodiscard]] int calibrate_command(const CalibrateOptions& options, const CommonOptions& common);

struct CaptureOptions {
  std::string program;  ///< a folder of goprograms/ or a path
  std::vector<std::string> args;
  std::string go = "latest";
  int gomaxprocs = 2;
  std::map<std::string, std::string> godebug;
  std::string period = "100ms";
  LaunchOptions launch = {.capture = {}, .deadline = "60s", .max_output = {}, .max_memory = {}, .max_kept = {}};
  bool detail = false;
  std::string output = ".";  ///< folder
  std::string name;          ///< of the files, before the release; empty: from the settings
};
[[nodiscard]] int capture_command(const CaptureOptions& options, const CommonOptions& common);

struct RecordOptions {
  std::string program;  ///< a folder of goprograms/, a path, or a file of an expectation, whose scenario it is
  std::vector<std::string> args;
  std::string go = "latest";
  int runs = 20;                  ///< of each release that count
  std::optional<int> gomaxprocs;  ///< none: the expectation's first, else 2
  std::map<std::string, std::string> godebug;
  std::string period;    ///< empty: the expectation's, else 25ms
  LaunchOptions launch;  ///< an empty deadline: the expectation's, else 10s
  bool detail = false;
  bool count_noisy = false;  ///< runs on a busy host count too
  int jobs = 0;              ///< as in RunOptions
  std::optional<std::uint64_t> seed;
  std::string store = kDefaultStore;
  std::string output = "-";  ///< the expectation file to make; "-": standard output
};
[[nodiscard]] int record_command(const RecordOptions& options, const CommonOptions& common);

struct AcceptOptions {
  std::string expectation;  ///< a file
  std::string reason;
  std::vector<std::string> checks;       ///< ids; empty: all that are VIOLATED, but no invariant
  std::optional<std::int64_t> campaign;  ///< none: the newest with this expectation
  std::optional<int> runs;               ///< make so many of each cell
  std::string go;                        ///< of these runs; empty: what the expectation names
  bool count_noisy = false;              ///< of these runs, those on a busy host too
  bool dry_run = false;
  std::string store = kDefaultStore;
};
[[nodiscard]] int accept_command(const AcceptOptions& options, const CommonOptions& common);

}  // namespace schedlitmus::cli
