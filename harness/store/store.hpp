// Every finished run, kept in one SQLite file. A run is durable when add_run
// returns, whatever happens afterwards. Verdicts are not kept: they follow from
// the outcomes, or from the streams checked again.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "expectation/evaluator.hpp"
#include "process/launcher.hpp"
#include "support/result.hpp"
#include "trace/health.hpp"

namespace schedlitmus::store {

/// One `schedlitmus run`: what was asked, so that it can be resumed.
struct Campaign {
  std::int64_t id = 0;
  std::string plan_key;  ///< hash of the expectations' texts, releases and settings: equal plans can be resumed
  std::string started;   ///< UTC, ISO 8601
  std::string command;   ///< the command line
  std::uint64_t seed = 0;
  std::string host;  ///< one line: system, CPUs, kernel
  bool finished = false;
  std::map<std::string, std::string> expectations;  ///< name -> the file's text
};

/// One process, with all that is needed to check it again without Go.
struct Run {
  std::int64_t id = 0;
  std::int64_t campaign = 0;
  std::string expectation;  ///< name
  std::string release;      ///< "1.13.15"
  int gomaxprocs = 1;
  std::string godebug;  ///< as given to the program
  std::string command;  ///< a shell line that repeats it
  std::string executable, toolchain, go_line, default_godebug;
  std::string started;  ///< UTC, ISO 8601 with milliseconds
  process::RunRecord record;
  trace::Health health;
  std::string stderr_head;  ///< the raw stream, at most kKeptBytes; compressed in the file
  std::string stdout_head;
  std::vector<expectation::Outcome> outcomes;
  bool counts = true;  ///< false: excluded (host noise), with the reason
  std::string excluded_why;
};
/// How much of each stream a store keeps of one run.
inline constexpr std::size_t kKeptBytes = 16U << 20U;

/// Used by one thread at a time; any number of processes, and of stores in one
/// process, may have the same file open and write to it. A process that was
/// forked without exec cannot use the stores of its parent, nor open the same file.
class Store {
 public:
  /// Opens or creates, with the folders above. A file that is not a store, or
  /// is one of a newer schedlitmus, is an error and is left as it is; the
  /// store of an older one is brought up to date.
  [[nodiscard]] static Result<Store> open(const std::string& path);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  Store(Store&&) noexcept;  ///< every call on a moved-from store is an error
  Store& operator=(Store&&) noexcept;

  /// Gives the new campaign's id; the one in `campaign` is not looked at.
  [[nodiscard]] Result<std::int64_t> begin(const Campaign& campaign);
  /// Gives the new run's id; the one in `run` is not looked at. Of each stream
  /// the first kKeptBytes are kept.
  [[nodiscard]] Result<std::int64_t> add_run(const Run& run);
  [[nodiscard]] Result<void> finish(std::int64_t campaign);

  /// The newest unfinished campaign with this plan, begun last.
  [[nodiscard]] Result<std::optional<Campaign>> unfinished(const std::string& plan_key) const;
  [[nodiscard]] Result<std::optional<Campaign>> latest() const;
  [[nodiscard]] Result<std::optional<Campaign>> campaign(std::int64_t id) const;
  /// In the order in which they finished. Without the streams unless asked for.
  [[nodiscard]] Result<std::vector<Run>> runs(std::int64_t campaign, bool with_streams = false) const;
  [[nodiscard]] Result<std::optional<Run>> run(std::int64_t id) const;  ///< with its streams

 private:
  class Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace schedlitmus::store
