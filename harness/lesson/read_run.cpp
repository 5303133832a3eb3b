#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "expectation/loader.hpp"
#include "lesson/json_value.hpp"
#include "lesson/read_block.hpp"
#include "support/quote.hpp"

namespace schedlitmus::lesson {

namespace {

namespace fs = std::filesystem;

constexpr int kMostWhole = 100;
constexpr int kMostProcs = 1024;
/// What a run has in common with the scenario of an expectation, key for key.
constexpr std::array<const char*, 8> kScenarioKeys = {"program", "args",     "env",        "godebug",
                                                      "trace",   "deadline", "max_output", "max_memory"};

/// A word that can be a part of an expectation's name.
std::string read_name(json::ObjectReader& reader, const Reading& reading) {
  const auto* member = reader.require("run");
  const auto name = json::read_filled_text(member->value, R"("run")", reading.problems);
  if (!name) return {};
  if (name->find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") != std::string::npos)
    reading.problems.add(member->value.place,
                         fmt::format("the name {} has other characters than a-z, 0-9, - and _", quote(*name)));
  const auto& runs = reading.lesson.runs;
  const auto first = std::ranges::find(runs, *name, &RunSpec::name);
  if (first != runs.end())
    reading.problems.add(member->value.place, fmt::format("a second run with the name {}", quote(*name)),
                         fmt::format("the first is in line {}", first->position.line));
  return *name;
}

/// The path of a program as it is found from the lesson's file, too.
void make_absolute(json::Value& scenario, const std::string& file) {
  const auto* program = scenario.find("program");
  if (program == nullptr || !program->value.string.starts_with('.')) return;
  set(scenario, "program",
      text_value(fs::weakly_canonical(fs::path(file).parent_path() / program->value.string).string(),
                 program->value.place));
}

/// The expectation that the run names, as it is in effect.
std::optional<json::Value> read_named(const json::Member& member, const Reading& reading, RunSpec& run) {
  const auto name = json::read_filled_text(member.value, R"("expectation")", reading.problems);
  if (!name) return std::nullopt;
  const auto file = fs::path(reading.expectations) / (*name + ".json");
  auto loaded = expectation::load({file.string()}, reading.expectations);
  if (loaded.expectations.empty()) {
    const auto& why = loaded.errors.front();
    reading.problems.add(member.value.place, fmt::format("the expectation {}: {}", quote(*name), why.what),
                         "a name below expectations/, such as \"ten_goroutines/two_procs\"");
    return std::nullopt;
  }
  const auto& expectation = loaded.expectations.front();
  if (!expectation.scenario.variants.empty()) {
    reading.problems.add(member.value.place, fmt::format("the expectation {} has variants", quote(*name)),
                         "a run of a lesson has one setting: write \"program\" and the rest of it");
    return std::nullopt;
  }
  auto root = json::parse(expectation.source, expectation.file).root;
  if (!root) return std::nullopt;
  move_to(*root, member.value.place);
  for (const auto& check : root->find("checks")->value.items) run.known.push_back(check);
  for (const char* key : {"$schema", "checks", "releases"}) erase(*root, key);
  auto scenario = root->find("scenario")->value;
  make_absolute(scenario, expectation.file);
  erase(scenario, "default_releases");
  set(scenario, "gomaxprocs",
      list_value({number_value(expectation.scenario.gomaxprocs.front(), member.value.place)}, member.value.place));
  set(*root, "scenario", std::move(scenario));
  return root;
}

json::Value root_of(json::ObjectReader& reader, const Reading& reading, RunSpec& run) {
  auto root = object_value(reader.place());
  set(root, "title", text_value(run.name, reader.place()));
  auto scenario = object_value(reader.place());
  if (const auto* named = reader.get("expectation")) {
    if (auto of_file = read_named(*named, reading, run)) {
      root = std::move(*of_file);
      scenario = root.find("scenario")->value;
    } else {  // told already; what is missing with it is not
      set(scenario, "program", text_value("unknown", named->value.place));
      set(scenario, "gomaxprocs", list_value({number_value(1, named->value.place)}, named->value.place));
    }
    if (const auto* program = reader.get("program"))
      reading.problems.add(program->key_place, R"("program" beside "expectation")", "the expectation says what is run");
  }
  for (const char* key : kScenarioKeys)
    if (const auto* member = reader.get(key)) set(scenario, key, member->value);
  if (const auto* procs = reader.get("gomaxprocs"))
    if (const auto count = json::read_integer(procs->value, R"("gomaxprocs")", 1, kMostProcs, reading.problems))
      set(scenario, "gomaxprocs", list_value({number_value(*count, procs->value.place)}, procs->value.place));
  set(scenario, "go", text_value(">=1.2", reader.place()));
  set(root, "scenario", std::move(scenario));
  if (const auto* hold = reader.get("hold")) set(root, "hold", hold->value);
  return root;
}

/// What is wrong with the run itself is told here, once.
bool read_scenario(RunSpec& run, const Reading& reading) {
  auto read = expectation::read(with_checks(run.root, {whole_check(run.root.place)}), reading.lesson.file, run.name);
  if (read) {
    run.read = std::move(*read);
    return true;
  }
  for (auto& error : read.error()) reading.errors.push_back(std::move(error));
  return false;
}

}  // namespace

void read_run(json::ObjectReader& reader, const Reading& reading, Block& block) {
  RunSpec run;
  run.position = reading.position(reader.place());
  run.name = read_name(reader, reading);
  run.root = root_of(reader, reading, run);
  run.releases = read_releases(reader, reading);
  if (run.releases.go.empty() && reader.get("go") == nullptr)
    reading.problems.add(reader.place(), R"("go" is missing in a run)", R"(the releases: "go": ["1.5", "latest"])");
  if (const auto* whole = reader.get("whole"))
    run.whole = json::read_integer(whole->value, R"("whole")", 1, kMostWhole, reading.problems).value_or(run.whole);
  for (const char* key : {"says", "checks", "check", "violated"}) (void)reader.get(key);
  const bool is_good = read_scenario(run, reading);
  const bool has_checks = reader.get("checks") != nullptr || reader.get("check") != nullptr;
  const auto index = reading.lesson.runs.size();
  reading.lesson.runs.push_back(std::move(run));
  block.run = index;
  if (has_checks && is_good) read_statement_on(reader, reading, index, block);
  if (!has_checks && reader.get("says") != nullptr)
    reading.problems.add(reader.place(), R"("says" without "checks")", "nothing would hold the sentence to the trace");
}

}  // namespace schedlitmus::lesson
