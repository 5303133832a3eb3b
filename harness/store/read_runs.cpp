#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <string_view>

#include "store/impl.hpp"
#include "store/row.hpp"
#include "store/run_columns.hpp"
#include "store/stored_pieces.hpp"

namespace schedlitmus::store {
namespace {

Error unreadable(std::string_view what, std::int64_t run) {
  return {fmt::format("run {}: {}", run, what), {}, "the store is damaged or a newer schedlitmus wrote to it"};
}

/// Fills in what is not in the table `run` itself; keeps its statements from run to run.
class Details {
 public:
  /// `path`: of the store.
  Details(const std::shared_ptr<const SQLite::Database>& shared, std::string path) : Details(*shared) {
    database_ = shared;
    path_ = std::move(path);
  }

  Result<void> read(Run& run) {
    if (auto done = read_outcomes(run); !done) return done;
    if (auto done = read_troubles(run); !done) return done;
    if (auto done = read_service(run); !done) return done;
    return find_streams(run);
  }

 private:
  explicit Details(const SQLite::Database& database)
      : outcomes_(database,
                  "SELECT check_id, kind, time_ms, seen, reason, samples, number FROM outcome WHERE run = ? "
                  "ORDER BY position"),
        troubles_(database, "SELECT name, count, first_line, example FROM trouble WHERE run = ?"),
        streams_(database, "SELECT stream, bytes, cut FROM run_stream WHERE run = ?"),
        services_(database,
                  "SELECT awaited, ready_ms, zero_ms, from_ms, until_ms, cut_why, void_why FROM service WHERE run = ?"),
        parts_(database,
               "SELECT name, command, ending, code, signal, wall_ns FROM part WHERE run = ? ORDER BY position"),
        part_streams_(database, "SELECT stream, bytes, cut, name FROM part_stream WHERE run = ?") {}

  Result<void> read_outcomes(Run& run) {
    start(outcomes_, run);
    while (outcomes_.executeStep()) {
      auto& outcome = run.outcomes.emplace_back();
      Fetcher row(outcomes_);
      row.take(outcome.check, outcome.kind, outcome.time, outcome.seen, outcome.reason, outcome.samples,
               outcome.number);
      if (!row.unknown_word().empty()) return tl::unexpected(unreadable(row.unknown_word(), run.id));
    }
    return {};
  }

  Result<void> read_troubles(Run& run) {
    start(troubles_, run);
    while (troubles_.executeStep()) {
      auto trouble = trace::Trouble{};
      trace::TroubleCount account;
      Fetcher row(troubles_);
      row.take(trouble, account.count, account.first_line, account.example);
      if (!row.unknown_word().empty()) return tl::unexpected(unreadable(row.unknown_word(), run.id));
      run.health.restore(trouble, std::move(account));
    }
    return {};
  }

  Result<void> read_service(Run& run) {
    start(services_, run);
    if (!services_.executeStep()) return {};
    Service& service = run.service.emplace();
    Fetcher row(services_);
    row.take(service.awaited, service.ready, service.zero, service.from, service.until, service.cut_why,
             service.void_why);
    start(parts_, run);
    while (parts_.executeStep()) {
      Part& part = service.parts.emplace_back();
      Fetcher of_part(parts_);
      of_part.take(part.name, part.command, part.ending, part.code, part.signal, part.wall);
      if (!of_part.unknown_word().empty()) return tl::unexpected(unreadable(of_part.unknown_word(), run.id));
    }
    return {};
  }

  static Result<void> read_measures(Part& part) {
    expectation::MeasureCollector measures;
    auto done = part.out.read([&](std::string_view bytes) { measures.feed(bytes); });
    part.measures = measures.take();
    return done;
  }

  /// The row's stream, into that of the same name.
  template <class Owner>
  void take_stream(SQLite::Statement& row, Owner& owner, std::int64_t run, const std::string& part) {
    auto name = row.getColumn(0).getString();
    const auto bytes = static_cast<std::uint64_t>(row.getColumn(1).getInt64());
    const bool cut = row.getColumn(2).getInt() != 0;
    auto& stream = name == "stdout" ? owner.out : owner.err;
    stream = {stored_pieces(database_, path_, {run, part, std::move(name)}), bytes, cut};
  }

  Result<void> find_streams(Run& run) {
    start(streams_, run);
    while (streams_.executeStep()) take_stream(streams_, run, run.id, {});
    if (!run.service) return {};
    start(part_streams_, run);
    while (part_streams_.executeStep()) {
      const std::string name = part_streams_.getColumn(3).getString();
      const auto part = std::ranges::find(run.service->parts, name, &Part::name);
      if (part != run.service->parts.end()) take_stream(part_streams_, *part, run.id, name);
    }
    for (auto& part : run.service->parts)
      if (auto done = read_measures(part); !done) return done;
    return {};
  }

  static void start(SQLite::Statement& statement, const Run& run) {
    statement.reset();
    statement.bind(1, run.id);
  }

  SQLite::Statement outcomes_, troubles_, streams_, services_, parts_, part_streams_;
  std::weak_ptr<const SQLite::Database> database_;
  std::string path_;
};

std::string select_from_run(const char* condition) {
  std::string columns = "id";
  const Run none;
  for_each_column(none, [&](const char* column, const auto& /*field*/) { columns += std::string(", ") + column; });
  return "SELECT " + columns + " FROM run WHERE " + condition + " = ? ORDER BY id";
}

template <class Impl>
Result<std::vector<Run>> read_runs(const std::shared_ptr<Impl>& impl, const char* condition, std::int64_t value) {
  const std::shared_ptr<const SQLite::Database> database(impl, &impl->database);
  SQLite::Statement query(*database, select_from_run(condition));
  query.bind(1, value);
  Details details(database, impl->path);
  std::vector<Run> runs;
  while (query.executeStep()) {
    Run& run = runs.emplace_back();
    Fetcher row(query);
    row.take(run.id);
    for_each_column(run, std::ref(row));
    if (!row.unknown_word().empty()) return tl::unexpected(unreadable(row.unknown_word(), run.id));
    if (auto done = details.read(run); !done) return tl::unexpected(done.error());
  }
  return runs;
}

}  // namespace

Result<std::vector<Run>> Store::runs(std::int64_t campaign) const {
  return guarded(impl_, [&](const Impl&) { return read_runs(impl_, "campaign", campaign); });
}

Result<std::optional<Run>> Store::run(std::int64_t id) const {
  return guarded(impl_, [&](const Impl&) -> Result<std::optional<Run>> {
    auto runs = read_runs(impl_, "id", id);
    if (!runs) return tl::unexpected(runs.error());
    if (runs->empty()) return std::nullopt;
    return std::move(runs->front());
  });
}

Result<std::uint64_t> Store::bytes_in_file(std::int64_t run) const {
  return guarded(impl_, [&](const Impl& impl) -> Result<std::uint64_t> {
    SQLite::Statement query(impl.database, "SELECT coalesce(sum(length(zstd)), 0) FROM piece WHERE run = ?");
    query.bind(1, run);
    query.executeStep();
    return static_cast<std::uint64_t>(query.getColumn(0).getInt64());
  });
}

}  // namespace schedlitmus::store
