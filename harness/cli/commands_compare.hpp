// compare: plain options in, an exit code out.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "campaign/campaign.hpp"
#include "cli/options.hpp"

namespace schedlitmus::cli {

struct CompareOptions {
  std::string what;   ///< see find_what(); not with `stored`
  std::string other;  ///< a second ready binary, where `what` is one
  std::vector<std::string> args;
  std::string go;  ///< empty: what the expectation names, else all, or the latest where another axis is given
  std::vector<int> gomaxprocs;  ///< empty: the expectation's, else 2
  std::map<std::string, std::string> godebug;
  std::vector<campaign::GodebugAxis> vary_godebug;
  std::string period;  ///< empty: the expectation's, else 25ms
  LaunchOptions launch;
  bool detail = false;
  std::optional<int> runs;  ///< at each place that count; none: by effort
  campaign::Effort effort = campaign::Effort::normal;
  bool count_noisy = false;
  int jobs = 0;  ///< as in RunOptions
  std::optional<std::uint64_t> seed;
  bool resume = false;
  std::string store = kDefaultStore;
  bool stored = false;                   ///< run nothing: what the store has
  std::optional<std::int64_t> campaign;  ///< with `stored`; none: the newest
  bool self_check = false;               ///< compare the runs of each place with each other, too
  std::string baseline;                  ///< a baseline's file or a store, to compare with; empty: none
  std::string save_baseline;             ///< the file to write one to; empty: none
  std::string json, html, markdown;      ///< files; "-" is standard output; empty: none
};
[[nodiscard]] int compare_command(const CompareOptions& options, const CommonOptions& common);

}  // namespace schedlitmus::cli
