#include <fmt/format.h>

#include <algorithm>

#include "lesson/json_value.hpp"
#include "lesson/read_block.hpp"
#include "support/nearest.hpp"
#include "support/quote.hpp"

namespace schedlitmus::lesson {

namespace {

std::string id_of(const json::Value& check) {
  const auto* id = check.find("id");
  return id == nullptr ? std::string() : id->value.string;
}

/// The checks of the run's expectation with the ids that "check" has.
std::vector<json::Value> named_checks(const json::Member& member, const RunSpec& run, const Reading& reading) {
  std::vector<json::Value> checks;
  std::vector<const json::Value*> wanted;
  if (member.value.type == json::Type::array) {
    for (const auto& item : member.value.items) wanted.push_back(&item);
  } else {
    wanted.push_back(&member.value);
  }
  std::vector<std::string> ids;
  for (const auto& check : run.known) ids.push_back(id_of(check));
  for (const auto* one : wanted) {
    const auto id = json::read_filled_text(*one, R"("check")", reading.problems);
    if (!id) continue;
    const auto found = std::ranges::find(ids, *id);
    if (found == ids.end()) {
      const std::vector<std::string_view> names(ids.begin(), ids.end());
      reading.problems.add(one->place, fmt::format("no check of run {} has the id {}", quote(run.name), quote(*id)),
                           names.empty() ? "the run names no expectation: write \"checks\"" : did_you_mean(*id, names));
      continue;
    }
    checks.push_back(run.known[static_cast<std::size_t>(found - ids.begin())]);
    move_to(checks.back(), one->place);
  }
  return checks;
}

std::vector<json::Value> written_checks(json::ObjectReader& reader, const RunSpec& run, const Reading& reading) {
  const auto* own = reader.get("checks");
  const auto* named = reader.get("check");
  if (own != nullptr && named != nullptr) {
    reading.problems.add(named->key_place, R"("check" beside "checks")", "one of them says what must be seen");
    return {};
  }
  if (own == nullptr && named == nullptr) {
    reading.problems.add(reader.place(), "a statement without checks",
                         R"("checks" as in an expectation, or "check": "ID" of the expectation that the run names)");
    return {};
  }
  if (named != nullptr) return named_checks(*named, run, reading);
  if (!json::expect_type(own->value, json::Type::array, R"("checks")", reading.problems)) return {};
  if (own->value.items.empty())
    reading.problems.add(own->value.place, R"("checks" is empty)", "nothing would be checked");
  return own->value.items;
}

void read_violated(json::ObjectReader& reader, const Reading& reading, Statement& statement) {
  const auto* member = reader.get("violated");
  if (member == nullptr) return;
  for (const auto& id : json::read_texts(member->value, R"("violated")", reading.problems)) {
    statement.violated.insert(id);
    if (std::ranges::find(statement.checks.read, id, &expectation::Check::id) == statement.checks.read.end())
      reading.problems.add(member->value.place,
                           fmt::format("\"violated\" names {}, which is no check of this statement", quote(id)));
  }
}

}  // namespace

void read_statement_on(json::ObjectReader& reader, const Reading& reading, std::size_t run, Block& block) {
  const auto& spec = reading.lesson.runs[run];
  Statement statement;
  statement.position = reading.position(reader.place());
  statement.run = run;
  statement.says = reader.text("says").value_or("");
  auto written = written_checks(reader, spec, reading);
  if (written.empty()) return;
  auto checks = read_checks(spec, std::move(written), reading);
  if (!checks) return;
  statement.checks = std::move(*checks);
  read_violated(reader, reading, statement);
  if (!block.run) statement.releases = read_releases(reader, reading);
  block.statement = reading.lesson.statements.size();
  reading.lesson.statements.push_back(std::move(statement));
}

void read_statement(json::ObjectReader& reader, const Reading& reading, Block& block) {
  for (const char* key : {"says", "checks", "check", "violated", "go"}) (void)reader.get(key);
  if (const auto* says = reader.get("says")) (void)json::read_filled_text(says->value, R"("says")", reading.problems);
  const auto run = read_of(reader, reading);
  if (!run || reading.lesson.runs[*run].read.checks.empty()) return;  // what is wrong with the run is told there
  read_statement_on(reader, reading, *run, block);
}

}  // namespace schedlitmus::lesson
