#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <algorithm>
#include <chrono>
#include <string_view>

#include "store/compression.hpp"
#include "store/impl.hpp"
#include "store/run_columns.hpp"
#include "store/words.hpp"

namespace schedlitmus::store {
namespace {

/// Binds one value after the other.
class Binder {
 public:
  explicit Binder(SQLite::Statement& statement) : statement_(statement) {}

  void operator()(const char* /*column*/, const auto& value) { add(value); }

  void add(bool value) { statement_.bind(++place_, value ? 1 : 0); }
  void add(int value) { statement_.bind(++place_, value); }
  void add(std::int64_t value) { statement_.bind(++place_, value); }
  void add(std::uint64_t value) { add(static_cast<std::int64_t>(value)); }
  void add(std::chrono::nanoseconds value) { add(std::int64_t{value.count()}); }
  void add(std::string_view value) { statement_.bind(++place_, std::string(value)); }
  void add(process::Ending value) { add(name_of(value)); }
  /// A share of time, negative where it is not known.
  void add(double share) { share >= 0 ? statement_.bind(++place_, share) : statement_.bind(++place_); }
  void add(const std::optional<Millis>& time) { time ? add(std::int64_t{time->count()}) : statement_.bind(++place_); }
  /// `bytes` has to live until the statement is executed.
  void add_blob(std::string_view bytes) {
    statement_.bindNoCopy(++place_, bytes.data(), static_cast<int>(bytes.size()));
  }

 private:
  SQLite::Statement& statement_;
  int place_ = 0;
};

std::string insert_into_run(const Run& run) {
  std::string columns;
  std::string marks;
  for_each_column(run, [&](const char* column, const auto& /*field*/) {
    columns += columns.empty() ? "" : ", ";
    columns += column;
    marks += marks.empty() ? "?" : ", ?";
  });
  return "INSERT INTO run (" + columns + ") VALUES (" + marks + ")";
}

std::int64_t insert_row(SQLite::Database& database, const Run& run) {
  SQLite::Statement statement(database, insert_into_run(run));
  for_each_column(run, Binder(statement));
  statement.exec();
  return database.getLastInsertRowid();
}

void insert_outcomes(SQLite::Database& database, std::int64_t id, const std::vector<expectation::Outcome>& outcomes) {
  SQLite::Statement statement(database,
                              "INSERT INTO outcome (run, position, check_id, kind, time_ms, seen, reason, samples) "
                              "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  std::int64_t position = 0;
  for (const auto& outcome : outcomes) {
    Binder binder(statement);
    binder.add(id);
    binder.add(position++);
    binder.add(outcome.check);
    binder.add(word_of(outcome.kind));
    binder.add(outcome.time);
    binder.add(outcome.seen);
    binder.add(outcome.reason);
    binder.add(outcome.samples);
    statement.exec();
    statement.reset();
  }
}

void insert_troubles(SQLite::Database& database, std::int64_t id, const trace::Health& health) {
  SQLite::Statement statement(database,
                              "INSERT INTO trouble (run, name, count, first_line, example) VALUES (?, ?, ?, ?, ?)");
  for (std::size_t i = 0; i < trace::kTroubles; ++i) {
    const auto trouble = static_cast<trace::Trouble>(i);
    const trace::TroubleCount& account = health.of(trouble);
    if (account.count == 0) continue;
    Binder binder(statement);
    binder.add(id);
    binder.add(name_of(trouble));
    binder.add(account.count);
    binder.add(account.first_line);
    binder.add(account.example);
    statement.exec();
    statement.reset();
  }
}

/// The part of a stream that is kept, compressed before the file is locked.
struct KeptStream {
  explicit KeptStream(std::string_view stream) : bytes(std::min(stream.size(), kKeptBytes)) {
    if (bytes > 0) packed = compress(stream.substr(0, bytes));
  }
  std::size_t bytes;
  std::string packed;
};

void insert_stream(SQLite::Database& database, std::int64_t id, std::string_view name, const KeptStream& stream) {
  if (stream.bytes == 0) return;
  SQLite::Statement statement(database, "INSERT INTO run_stream (run, stream, bytes, zstd) VALUES (?, ?, ?, ?)");
  Binder binder(statement);
  binder.add(id);
  binder.add(name);
  binder.add(std::uint64_t{stream.bytes});
  binder.add_blob(stream.packed);
  statement.exec();
}

}  // namespace

Result<std::int64_t> Store::add_run(const Run& run) {
  return guarded(impl_, [&](Impl& impl) -> Result<std::int64_t> {
    const KeptStream err(run.stderr_head);
    const KeptStream out(run.stdout_head);
    SQLite::Transaction transaction(impl.database, SQLite::TransactionBehavior::IMMEDIATE);
    const std::int64_t id = insert_row(impl.database, run);
    insert_outcomes(impl.database, id, run.outcomes);
    insert_troubles(impl.database, id, run.health);
    insert_stream(impl.database, id, "stderr", err);
    insert_stream(impl.database, id, "stdout", out);
    transaction.commit();
    return id;
  });
}

}  // namespace schedlitmus::store
