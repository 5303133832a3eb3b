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

constexpr const char* kOfRun = "";

/// `part`: kOfRun, or the name of one of the run's parts.
Result<void> insert_pieces(SQLite::Database& database, std::int64_t id, const std::string& part, std::string_view name,
                           const KeptStream& stream) {
  SQLite::Statement statement(database,
                              "INSERT INTO piece (run, part, stream, position, bytes, zstd) VALUES (?, ?, ?, ?, ?, ?)");
  std::int64_t position = 0;
  return stream.each_piece([&](const Piece& piece) -> Result<bool> {
    const auto packed = piece.packed ? std::string() : compress(piece.data);
    Binder binder(statement);
    binder.add(id);
    binder.add(std::string_view(part));
    binder.add(name);
    binder.add(position++);
    binder.add(piece.bytes);
    binder.add_blob(piece.packed ? piece.data : packed);
    statement.exec();
    statement.reset();
    return true;
  });
}

Result<void> insert_stream(SQLite::Database& database, std::int64_t id, std::string_view name,
                           const KeptStream& stream) {
  if (stream.bytes() == 0 && !stream.cut()) return {};
  SQLite::Statement statement(database, "INSERT INTO run_stream (run, stream, bytes, cut) VALUES (?, ?, ?, ?)");
  insert(statement, id, name, stream.bytes(), stream.cut());
  return insert_pieces(database, id, kOfRun, name, stream);
}

Result<void> insert_part_stream(SQLite::Database& database, std::int64_t id, const std::string& part,
                                std::string_view name, const KeptStream& stream) {
  if (stream.bytes() == 0 && !stream.cut()) return {};
  SQLite::Statement statement(database,
                              "INSERT INTO part_stream (run, name, stream, bytes, cut) VALUES (?, ?, ?, ?, ?)");
  insert(statement, id, std::string_view(part), name, stream.bytes(), stream.cut());
  return insert_pieces(database, id, part, name, stream);
}

void insert_service(SQLite::Database& database, std::int64_t id, const Service& service) {
  SQLite::Statement of_service(database,
                               "INSERT INTO service (run, awaited, ready_ms, zero_ms, from_ms, until_ms, cut_why, "
                               "void_why) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  insert(of_service, id, service.awaited, service.ready, service.zero, service.from, service.until, service.cut_why,
         service.void_why);
}

Result<void> insert_parts(SQLite::Database& database, std::int64_t id, const std::vector<Part>& parts) {
  SQLite::Statement of_part(database,
                            "INSERT INTO part (run, name, position, command, ending, code, signal, wall_ns) "
                            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  std::int64_t position = 0;
  for (const auto& part : parts) {
    insert(of_part, id, part.name, position++, part.command, part.ending, part.code, part.signal, part.wall);
    for (const auto& [name, stream] : {std::pair("stdout", &part.out), {"stderr", &part.err}})
      if (auto done = insert_part_stream(database, id, part.name, name, *stream); !done) return done;
  }
  return {};
}

Result<void> insert_all(SQLite::Database& database, std::int64_t id, const Run& run) {
  insert_outcomes(database, id, run.outcomes);
  insert_troubles(database, id, run.health);
  for (const auto& [name, stream] : {std::pair("stderr", &run.err), {"stdout", &run.out}})
    if (auto done = insert_stream(database, id, name, *stream); !done) return done;
  if (!run.service) return {};
  insert_service(database, id, *run.service);
  return insert_parts(database, id, run.service->parts);
}

/// Before the file is locked.
void pack_streams(const Run& run) {
  run.out.pack();
  run.err.pack();
  if (!run.service) return;
  for (const auto& part : run.service->parts) {
    part.out.pack();
    part.err.pack();
  }
}

}  // namespace

Result<std::int64_t> Store::add_run(const Run& run) {
  return guarded(impl_, [&](Impl& impl) -> Result<std::int64_t> {
    pack_streams(run);
    SQLite::Transaction transaction(impl.database, SQLite::TransactionBehavior::IMMEDIATE);
    const std::int64_t id = insert_row(impl.database, run);
    if (auto done = insert_all(impl.database, id, run); !done) return tl::unexpected(std::move(done.error()));
    transaction.commit();
    return id;
  });
}

}  // namespace schedlitmus::store
