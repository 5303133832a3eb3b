// Every finished run, kept in one SQLite file. A run is durable when add_run
// returns, whatever happens afterwards. Verdicts are not kept: they follow from
// the outcomes, or from the streams checked again.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "expectation/evaluator.hpp"
#include "process/launcher.hpp"
#include "store/kept_stream.hpp"
#include "store/service.hpp"
#include "support/result.hpp"
#include "trace/health.hpp"

namespace schedlitmus::store {

/// An expectation's file as it was when the campaign began.
struct ExpectationFile {
  std::string name;
  std::string source;
  std::string file;      ///< as it was given; empty in a store of schema 1
  std::string settings;  ///< the report's line about program and trace; empty likewise
  bool operator==(const ExpectationFile&) const = default;
};

/// One place of the plan's matrix.
struct Cell {
  std::string expectation;  ///< name
  std::string release;      ///< "1.13.15"
  int gomaxprocs = 1;
  std::string godebug;  ///< of the axis of that name; empty where the plan has none
  std::string variant;  ///< likewise
  /// Which of the expectation's release rules applies, kNoRule for none;
  /// nothing where it was not recorded (schema 1).
  std::optional<int> rule;
  std::string skipped_why;     ///< not empty: no run was planned
  std::string reproduce;       ///< a command that repeats the cell; empty in a store of schema 1
  std::optional<Error> error;  ///< why there is no verdict: it could not be built or started
  std::string made_of;         ///< the build of which its runs count, as in Run; empty: not known, all do
  bool operator==(const Cell&) const = default;
};
inline constexpr int kNoRule = -1;

/// One stretch of a campaign's runs, from its beginning or a --resume to its
/// end or an interruption; of one that was killed there is none.
struct Session {
  std::string started;  ///< UTC, ISO 8601 with milliseconds
  std::vector<int> cpus, harness_cpus;
  int at_once = 1;                  ///< runs that could go on at the same time
  std::chrono::nanoseconds wall{};  ///< from the first run's start to the last one's end
  /// Of its runs, each from its program's start to its end; and each as often as it had CPUs.
  std::chrono::nanoseconds programs{}, taken{};
  bool operator==(const Session&) const = default;
};

/// One `schedlitmus run`: what was asked, so that it can be resumed and its
/// report be made again.
struct Campaign {
  std::int64_t id = 0;    ///< in this store; another one once merged
  std::string uid;        ///< the same in every store; made by begin() where it is empty
  std::string plan_key;   ///< the plan as text: equal plans can be resumed
  std::string whole_key;  ///< likewise of the plan of which this is a shard; empty: it is none
  std::string started;    ///< UTC, ISO 8601
  std::string command;    ///< the command line
  std::string version;    ///< of the schedlitmus that ran it; empty in a store of schema 1
  std::uint64_t seed = 0;
  std::string host;                            ///< one line: system, CPUs, kernel
  std::string effort = "normal";               ///< "quick", "normal", "thorough"
  std::map<std::string, std::string> godebug;  ///< the command line's, besides each scenario's own
  std::string shard;                           ///< "2/3"; empty: the whole plan
  /// Above which a run does not count, by the signal's column: "run_delay_share".
  std::map<std::string, double> noise_limits;
  std::string noise_source;          ///< where the limits come from, for a person
  std::optional<int> fixed_runs;     ///< of a test with a fixed number of runs, where the command line asked for one
  std::optional<double> confidence;  ///< of two-sided intervals, likewise
  bool finished = false;
  std::vector<ExpectationFile> expectations;
  std::vector<Cell> cells;        ///< in the plan's order; of a shard: its own
  std::vector<Error> errors;      ///< malformed files, unknown releases: what the report says of the whole
  std::vector<Session> sessions;  ///< in the order of their starts
};

inline constexpr const char* kPipe = "pipe";
inline constexpr const char* kMessages = "messages";

/// One process, with all that is needed to check it again without Go.
struct Run {
  std::int64_t id = 0;
  std::string uid;  ///< the same in every store; made by add_run() where it is empty
  std::int64_t campaign = 0;
  int cell = -1;            ///< index into Campaign::cells; -1: not told
  std::string expectation;  ///< name
  std::string release;      ///< "1.13.15"
  int gomaxprocs = 1;
  std::string godebug;    ///< as given to the program
  std::string variant;    ///< of the plan's axis; empty where it has none
  std::vector<int> cpus;  ///< it was bound to; empty: to none
  int slot = 0;           ///< of the runs that go at the same time
  int turn = 0;           ///< in the order in which the runs of the cell were begun; outcomes count in that order
  std::string command;    ///< a shell line that repeats it
  std::string executable, toolchain, go_line, default_godebug;
  std::string made_of;  ///< digits of all that it was built from; empty: not known (schema 1 and 2)
  std::string started;  ///< UTC, ISO 8601 with milliseconds
  process::RunRecord record;
  trace::Health health;
  /// How stderr was read, and so the form of `err`: kPipe, the bytes; kMessages,
  /// the log of trace/message_log.hpp.
  std::string capture = kPipe;
  KeptStream out, err;
  std::optional<Service> service;  ///< of a command scenario
  std::vector<expectation::Outcome> outcomes;
  bool counts = true;  ///< false: excluded (host noise), with the reason
  std::string excluded_why;
};
/// Whether the run was made with another build than the cell's runs are now to
/// be made with: its program or its Go was changed, and then it was resumed.
[[nodiscard]] bool is_superseded(const Campaign& campaign, const Run& run);

/// Used by one thread at a time; any number of processes, and of stores in one
/// process, may have the same file open and write to it. A process that was
/// forked without exec cannot use the stores of its parent, nor open the same file.
class Store {
 public:
  /// Opens or creates, with the folders above. A file that is not a store, or
  /// is one of a newer schedlitmus, is an error and is left as it is; the
  /// store of an older one is brought up to date.
  [[nodiscard]] static Result<Store> open(const std::string& path);
  /// Opens a store that is there, and writes nothing: neither into it, nor
  /// where it lies once it is closed. One of an older schema is brought up to
  /// date in a copy that goes with the object. What would write is an error.
  [[nodiscard]] static Result<Store> open_to_read(const std::string& path);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  Store(Store&&) noexcept;  ///< every call on a moved-from store is an error
  Store& operator=(Store&&) noexcept;

  /// Gives the new campaign's id; the one in `campaign` is not looked at.
  [[nodiscard]] Result<std::int64_t> begin(const Campaign& campaign);
  /// Gives the new run's id; the one in `run` is not looked at.
  [[nodiscard]] Result<std::int64_t> add_run(const Run& run);
  /// Why a cell of the campaign has no verdict, by its place in Campaign::cells; nothing: it may have one.
  [[nodiscard]] Result<void> set_cell_error(std::int64_t campaign, std::size_t cell, const std::optional<Error>& error);
  /// Of what the runs of each cell are to be made, by Campaign::cells; all or nothing.
  [[nodiscard]] Result<void> set_builds(std::int64_t campaign, const std::vector<std::string>& made_of);
  [[nodiscard]] Result<void> add_session(std::int64_t campaign, const Session& session);
  [[nodiscard]] Result<void> finish(std::int64_t campaign);

  /// The campaign with this plan that was begun last, finished or not.
  [[nodiscard]] Result<std::optional<Campaign>> newest_of(const std::string& plan_key) const;
  /// The one that was begun last.
  [[nodiscard]] Result<std::optional<Campaign>> latest() const;
  [[nodiscard]] Result<std::optional<Campaign>> campaign(std::int64_t id) const;
  /// All, in the order in which they were begun here.
  [[nodiscard]] Result<std::vector<Campaign>> campaigns() const;
  /// In the order in which they were stored.
  [[nodiscard]] Result<std::vector<Run>> runs(std::int64_t campaign) const;
  [[nodiscard]] Result<std::optional<Run>> run(std::int64_t id) const;
  /// What the streams of a run, and of its parts, take in the file.
  [[nodiscard]] Result<std::uint64_t> bytes_in_file(std::int64_t run) const;
  /// Whether all that is there can be read, to the last stream.
  [[nodiscard]] Result<void> verify() const;

 private:
  friend class Merger;
  class Impl;
  explicit Store(std::shared_ptr<Impl> impl);
  std::shared_ptr<Impl> impl_;  ///< also looked at by the streams of runs that were read
};

}  // namespace schedlitmus::store
