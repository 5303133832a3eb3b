#include <SQLiteCpp/Transaction.h>

#include <algorithm>
#include <string_view>

#include "store/compression.hpp"
#include "store/impl.hpp"
#include "store/row.hpp"
#include "store/run_columns.hpp"
#include "store/uid.hpp"

namespace schedlitmus::store {
namespace {

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
  if (run.uid.empty()) statement.bind(1, new_uid());  // the first of the columns
  statement.exec();
  return database.getLastInsertRowid();
}

void insert_outcomes(SQLite::Database& database, std::int64_t id, const std::vector<expectation::Outcome>& outcomes) {
  SQLite::Statement statement(
      database,
      "INSERT INTO outcome (run, position, check_id, kind, time_ms, seen, reason, samples, number) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  std::int64_t position = 0;
  for (const auto& outcome : outcomes) {
    insert(statement, id, position++, outcome.check, name_of(outcome.kind), outcome.time, outcome.seen, outcome.reason,
           outcome.samples, outcome.number);
  }
}

void insert_troubles(SQLite::Database& database, std::int64_t id, const trace::Health& health) {
  SQLite::Statement statement(database,
                              "INSERT INTO trouble (run, name, count, first_line, example) VALUES (?, ?, ?, ?, ?)");
  for (std::size_t i = 0; i < trace::kTroubles; ++i) {
    const auto trouble = static_cast<trace::Trouble>(i);
    const trace::TroubleCount& account = health.of(trouble);
    if (account.count == 0) continue;
    insert(statement, id, name_of(trouble), account.count, account.first_line, account.example);
  }
}

/// The part of a stream that is kept, compressed before the file is locked.
struct KeptStream {
  KeptStream(std::string_view stream, bool cut_before)
      : bytes(std::min(stream.size(), kKeptBytes)), cut(cut_before || stream.size() > kKeptBytes) {
    if (bytes > 0) packed = compress(stream.substr(0, bytes));
  }
  std::size_t bytes;
  bool cut;
  std::string packed;
};

void insert_stream(SQLite::Database& database, std::int64_t id, std::string_view name, const KeptStream& stream) {
  if (stream.bytes == 0) return;
  SQLite::Statement statement(database,
                              "INSERT INTO run_stream (run, stream, bytes, cut, zstd) VALUES (?, ?, ?, ?, ?)");
  Binder binder(statement);
  binder.add(id);
  binder.add(name);
  binder.add(std::uint64_t{stream.bytes});
  binder.add(stream.cut);
  binder.add_blob(stream.packed);
  statement.exec();
}

struct KeptPart {
  explicit KeptPart(const Part& part)
      : out(part.stdout_head, part.stdout_cut), err(part.stderr_head, part.stderr_cut) {}
  KeptStream out, err;
};

void insert_part_stream(SQLite::Database& database, std::int64_t id, const std::string& part, std::string_view name,
                        const KeptStream& stream) {
  if (stream.bytes == 0) return;
  SQLite::Statement statement(
      database, "INSERT INTO part_stream (run, name, stream, bytes, cut, zstd) VALUES (?, ?, ?, ?, ?, ?)");
  Binder binder(statement);
  binder.add(id);
  binder.add(part);
  binder.add(name);
  binder.add(std::uint64_t{stream.bytes});
  binder.add(stream.cut);
  binder.add_blob(stream.packed);
  statement.exec();
}

void insert_service(SQLite::Database& database, std::int64_t id, const Service& service,
                    const std::vector<KeptPart>& kept) {
  SQLite::Statement of_service(database,
                               "INSERT INTO service (run, awaited, ready_ms, zero_ms, from_ms, until_ms, cut_why, "
                               "void_why) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  insert(of_service, id, service.awaited, service.ready, service.zero, service.from, service.until, service.cut_why,
         service.void_why);
  SQLite::Statement of_part(database,
                            "INSERT INTO part (run, name, position, command, ending, code, signal, wall_ns) "
                            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  for (std::size_t i = 0; i < service.parts.size(); ++i) {
    const Part& part = service.parts[i];
    insert(of_part, id, part.name, static_cast<std::int64_t>(i), part.command, part.ending, part.code, part.signal,
           part.wall);
    insert_part_stream(database, id, part.name, "stdout", kept[i].out);
    insert_part_stream(database, id, part.name, "stderr", kept[i].err);
  }
}

}  // namespace

Result<std::int64_t> Store::add_run(const Run& run) {
  return guarded(impl_, [&](Impl& impl) -> Result<std::int64_t> {
    const KeptStream err(run.stderr_head, run.stderr_cut);
    const KeptStream out(run.stdout_head, run.stdout_cut);
    std::vector<KeptPart> parts;
    if (run.service)
      for (const Part& part : run.service->parts) parts.emplace_back(part);
    SQLite::Transaction transaction(impl.database, SQLite::TransactionBehavior::IMMEDIATE);
    const std::int64_t id = insert_row(impl.database, run);
    insert_outcomes(impl.database, id, run.outcomes);
    insert_troubles(impl.database, id, run.health);
    insert_stream(impl.database, id, "stderr", err);
    insert_stream(impl.database, id, "stdout", out);
    if (run.service) insert_service(impl.database, id, *run.service, parts);
    transaction.commit();
    return id;
  });
}

}  // namespace schedlitmus::store
