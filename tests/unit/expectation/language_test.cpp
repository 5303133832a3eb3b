// The table of the language against the reader, the schema and the reference
// in the tree, and its examples against recorded traces.
#include "expectation/language.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <filesystem>
#include <map>
#include <set>
#include <sstream>

#include "expectation/defaults.hpp"
#include "expectation/evaluator.hpp"
#include "expectation/loader.hpp"
#include "expectation/run_evaluator.hpp"
#include "source_dir.hpp"
#include "support/files.hpp"
#include "trace/fields.hpp"
#include "trace/reader.hpp"
#include "unit/expectation/samples.hpp"

namespace schedlitmus::expectation {
namespace {

namespace fs = std::filesystem;
using testing::IsEmpty;

TEST(Language, TheSchemaInTheTreeIsWhatTheTableGives) {
  EXPECT_TRUE(read_file(source_dir() / "expectations" / "schema" / "expectation.schema.json").value() ==
              language_schema())
      << "stale; write it anew: ./schedlitmus language schema >expectations/schema/expectation.schema.json";
}

TEST(Language, TheSchemaOfDefaultsInTheTreeIsWhatTheTableGives) {
  EXPECT_TRUE(read_file(source_dir() / "expectations" / "schema" / "defaults.schema.json").value() ==
              language_defaults_schema())
      << "stale; write it anew: ./schedlitmus language defaults-schema >expectations/schema/defaults.schema.json";
}

TEST(Language, TheReferenceInTheTreeIsWhatTheTableGives) {
  EXPECT_TRUE(read_file(source_dir() / "docs" / "expectations.md").value() == language_reference())
      << "stale; write it anew: ./schedlitmus language reference >docs/expectations.md";
}

/// The files in the reference: one that is whole, one with parameters, a defaults.json and one that is below it.
std::vector<std::string> files_of_the_reference() {
  const std::string page = language_reference();
  const std::string fence = "```json\n";
  std::vector<std::string> files;
  for (std::size_t at = page.find(fence); at != std::string::npos; at = page.find(fence, at)) {
    at += fence.size();
    files.push_back(page.substr(at, page.find("```", at) - at));
  }
  return files;
}

TEST(Language, TheReferenceBeginsWithAFileThatIsWhole) {
  const auto read = parse(files_of_the_reference().at(0), "f", "f");
  ASSERT_TRUE(read.has_value()) << to_string(read.error().front());
  EXPECT_EQ(describe(read->checks.at(0)), "local_queues = [4 4] ±1 at 300ms");
}

/// A file with the key "zzzzzz" in one of its objects, by that object's name.
std::map<std::string, std::string> files_with_an_unknown_key() {
  const std::string scenario = R"("program": "p", "go": ">=1.5", "gomaxprocs": [2])";
  const auto file = [](const std::string& scenario_keys, const std::string& check_keys, const std::string& more = "") {
    return R"({"title": "t", "scenario": {)" + scenario_keys + R"(}, "checks": [{"id": "c", )" + check_keys + "}]" +
           more + "}";
  };
  const std::string check = R"("at": "2s", "field": "runqueue", "min": 1)";
  const std::string unknown = R"("zzzzzz": 1)";
  const std::string in_scenario = scenario + ", ";
  const auto service = [](const std::string& ready_keys, const std::string& command_keys) {
    return R"("go": ">=1.5", "gomaxprocs": [2], "command": {"build": "./s", "ready": {"after": "1s")" +
           (ready_keys.empty() ? "" : ", " + ready_keys) + "}" + (command_keys.empty() ? "" : ", " + command_keys) +
           "}";
  };
  return {
      {"expectation", file(scenario, check, ", " + unknown)},
      {"scenario", file(in_scenario + unknown, check)},
      {"trace", file(in_scenario + R"("trace": {)" + unknown + "}", check)},
      {"variant", file(in_scenario + R"("variants": [{"name": "a", )" + unknown + "}]", check)},
      {"command", file(service("", unknown), check)},
      {"ready", file(service(unknown, ""), check)},
      {"load", file(service("", R"("load": {"build": "./l", )" + unknown + "}"), check)},
      {"stop", file(service("", R"("stop": {)" + unknown + "}"), check)},
      {"check", file(scenario, check + ", " + unknown)},
      {"clause",
       file(scenario, R"("always": true, "field": "runqueue", "min": 1, "from": {"field": "runqueue", "min": 1, )" +
                          unknown + "}")},
      {"goroutines",
       file(in_scenario + R"("trace": {"detail": true})", R"("at": "2s", "min": 1, "goroutines": {)" + unknown + "}")},
      {"share_bounds", file(scenario, R"("field": "runqueue", "min": 1, "share": {)" + unknown + "}")},
      {"streak", file(scenario, R"("field": "runqueue", "min": 1, "streak": {)" + unknown + "}")},
      {"slope", file(scenario, R"("field": "runqueue", "trend": {)" + unknown + "}")},
      {"reference",
       file(
           scenario,
           R"("class": "distribution", "at": "2s", "field": "runqueue", "reference": {"go": "1.5", "runs": [1, 2, 3, 4, 5], )" +
               unknown + "}")},
      {"hold", file(scenario, check, R"(, "hold": {)" + unknown + "}")},
      {"release", file(scenario, check, R"(, "releases": [{"go": "1.5", "skip": "s", )" + unknown + "}]")}};
}

/// Likewise where the reader knows other keys of that object, as they belong to another kind of it.
std::map<std::string, std::string> files_of_other_kinds() {
  const auto file = [](const std::string& ready, const std::string& check, const std::string& variant) {
    return R"({"title": "t", "scenario": {"go": ">=1.5", "gomaxprocs": [2],
                  "command": {"build": "./s", "load": {"build": "./l"}, "ready": {)" +
           ready + R"(}}, "variants": [{"name": "a", "build": "./b")" + variant + R"(}]}, "checks": [{"id": "c", )" +
           check + "}]}";
  };
  const std::string after = R"("after": "1s")", at = R"("at": "2s", "field": "runqueue", "min": 1)";
  return {{"variant", file(after, at, R"(, "zzzzzz": 1)")},
          {"ready", file(R"("http": "http://127.0.0.1:80/", "zzzzzz": 1)", at, "")},
          {"check", file(after, R"("aggregate": "max", "field": "threads", "min": 1, "zzzzzz": 1)", "")}};
}

/// The keys that the reader knows beside an unknown one, as its error tells them.
std::set<std::string> keys_in(const std::vector<Error>& errors) {
  std::set<std::string> keys;
  for (const Error& error : errors) {
    if (error.what.find("\"zzzzzz\"") == std::string::npos) continue;
    std::istringstream names(error.hint.substr(std::min(error.hint.size(), std::string("one of: ").size())));
    for (std::string name; std::getline(names >> std::ws, name, ',');) keys.insert(name);
  }
  return keys;
}
std::set<std::string> keys_of_the_reader(const std::string& file) {
  const auto read = parse(file, "f", "f");
  return read ? std::set<std::string>() : keys_in(read.error());
}

TEST(Language, TheStrictReaderKnowsTheKeysOfTheTableAndNoOthers) {
  const auto files = files_with_an_unknown_key(), others = files_of_other_kinds();
  for (const LanguageObject& object : language_objects()) {
    if (object.name == "defaults") continue;
    ASSERT_TRUE(files.contains(std::string(object.name)))
        << object.name << ": say here how to make an unknown key in it";
    std::set<std::string> keys;
    for (const LanguageKey& key : object.keys) keys.emplace(key.name);
    std::set<std::string> known = keys_of_the_reader(files.at(std::string(object.name)));
    // Read so that it can be said that they do not belong to a sample.
    for (const char* of_run : {"measure", "load", "outcome", "pattern", "matches", "diagnosis"})
      if (object.name == "clause") known.erase(of_run);
    if (const auto other = others.find(std::string(object.name)); other != others.end())
      known.merge(keys_of_the_reader(other->second));
    EXPECT_EQ(known, keys) << object.name;
  }
  EXPECT_EQ(files.size() + 1, language_objects().size());
}

TEST(Language, TheStrictReaderOfDefaultsKnowsTheKeysOfTheTable) {
  const auto& defaults = language_objects().back();
  ASSERT_EQ(defaults.name, "defaults");
  std::set<std::string> keys;
  for (const LanguageKey& key : defaults.keys) keys.emplace(key.name);
  EXPECT_EQ(keys_in(check_defaults({{"d", R"({"zzzzzz": 1})"}})), keys);
}

/// What is recorded: traces, and the runs that traces do not tell of.
struct Tried {
  std::set<std::string> held, missed;
};

class Feed final : public trace::Sink {
 public:
  explicit Feed(std::vector<Check> checks) : evaluator(std::move(checks)) {}
  void on_sample(const trace::Sample& sample) override { evaluator.on_sample(sample); }
  void on_text(std::string_view) override {}
  Evaluator evaluator;
};

Tried try_on_recorded_traces(const std::vector<Check>& checks) {
  Tried tried;
  for (const char* folder : {"releases", "controls", "nasty"}) {
    for (const auto& entry : fs::recursive_directory_iterator(source_dir() / "fixtures" / folder)) {
      if (entry.path().extension() != ".trace") continue;
      Feed feed(checks);
      trace::Reader reader(feed);
      reader.feed(read_file(entry.path()).value());
      reader.finish();
      for (const Outcome& outcome : feed.evaluator.finish(reader.health())) {
        if (outcome.kind == OutcomeKind::held) tried.held.insert(outcome.check);
        if (outcome.kind == OutcomeKind::missed) tried.missed.insert(outcome.check);
      }
    }
  }
  return tried;
}

/// Of an idle program.
trace::Sample detailed_sample_at(int ms) {
  trace::Sample sample = sample_at(ms, 0, {0, 0});
  using trace::HeaderField;
  for (const auto field : {HeaderField::idleprocs, HeaderField::threads, HeaderField::idlethreads})
    sample.header.set(field, 2);
  sample.detailed = sample.goroutines_whole = true;
  sample.procs.resize(2);
  trace::Goroutine main;
  main.id = 1;
  main.status = trace::kGStatusWaiting;
  main.waitreason = "sleep";
  sample.goroutines = {main};
  return sample;
}

/// What is known at the end of a run only: one that served its requests, and one that hung.
Tried try_on_two_runs(const std::vector<Check>& checks) {
  struct Run {
    std::string_view out, err;
    int exit_code;
  };
  Tried tried;
  for (const Run& run : {Run{"measure: served=123\nmeasure: requests=5000\nwinner main\n", "", 0},
                         Run{"measure: served=3\nmeasure: requests=7\nwinner nobody\n",
                             "fatal error: all goroutines are asleep - deadlock!\n", 2}}) {
    RunEvaluator evaluator(checks);
    for (int i = 0; i < 20; ++i) evaluator.on_sample(detailed_sample_at(1000 + i * 100));
    evaluator.on_stdout(run.out);
    evaluator.on_load_stdout(run.out);
    evaluator.on_text(run.err);
    RunEnd end;
    end.how = end.load = RunEnd::How::exited;
    end.number = run.exit_code;
    trace::Health health;
    health.samples = 20;
    for (const Outcome& outcome : evaluator.finish(end, health)) {
      if (outcome.kind == OutcomeKind::held) tried.held.insert(outcome.check);
      if (outcome.kind == OutcomeKind::missed) tried.missed.insert(outcome.check);
    }
  }
  return tried;
}

/// The checks of the examples, named by what they show; of a distribution, which takes many runs, none.
std::vector<Check> checks_of_examples(bool of_run) {
  std::vector<Check> checks;
  for (const LanguageExample& example : language_examples()) {
    const auto file = parse(file_of(example), "example.json", "example");
    if (!file) {
      ADD_FAILURE() << example.shows << ": " << to_string(file.error().front());
      continue;
    }
    Check check = file->checks.front();
    check.id = example.shows;
    if (!check.reference && is_of_run(check.subject) == of_run) checks.push_back(std::move(check));
  }
  return checks;
}

void expect_both(const std::vector<Check>& checks, const Tried& tried) {
  std::vector<std::string> never_held, never_missed;
  for (const Check& check : checks) {
    const bool is_0_in_all_recordings = check.id == "nmspinning" || check.id == "sysmonwait";
    if (!tried.held.contains(check.id)) never_held.push_back(check.id);
    if (!is_0_in_all_recordings && !tried.missed.contains(check.id)) never_missed.push_back(check.id);
  }
  EXPECT_THAT(never_held, IsEmpty());
  EXPECT_THAT(never_missed, IsEmpty());
}

TEST(Language, EachExampleHoldsOnARecordedTraceAndIsMissedOnAnother) {
  const auto checks = checks_of_examples(false);
  EXPECT_GT(checks.size(), 60U);
  expect_both(checks, try_on_recorded_traces(checks));
}

TEST(Language, EachExampleOfARunsEndHoldsForOneRunAndIsMissedForAnother) {
  const auto checks = checks_of_examples(true);
  EXPECT_EQ(checks.size(), 7U);
  expect_both(checks, try_on_two_runs(checks));
}

TEST(Language, TheExampleOfParametersHoldsAndIsMissedAsItIsSet) {
  const auto text = files_of_the_reference().at(1);
  const auto read = parse(text, "f", "f");
  ASSERT_TRUE(read.has_value()) << to_string(read.error().front());
  EXPECT_FALSE(try_on_recorded_traces(read->checks).held.empty());
  const auto set = parse(text, "f", "f", {{}, {{"limit", "0"}}});
  ASSERT_TRUE(set.has_value()) << to_string(set.error().front());
  EXPECT_EQ(describe(set->checks.front()), "waiting <= 0 at 300ms");
  EXPECT_FALSE(try_on_recorded_traces(set->checks).missed.empty());
}

TEST(Language, TheExampleBelowDefaultsIsWholeWithThemOnly) {
  const auto files = files_of_the_reference();
  ASSERT_EQ(files.size(), 4U);
  EXPECT_THAT(check_defaults({{"defaults.json", files[2]}}), IsEmpty());
  EXPECT_FALSE(parse(files[3], "f", "f").has_value());
  const auto read = parse(files[3], "f", "f", {{{"defaults.json", files[2]}}, {}});
  ASSERT_TRUE(read.has_value()) << to_string(read.error().front());
  EXPECT_EQ(read->scenario.trace.period, Millis{25});
  EXPECT_FALSE(try_on_recorded_traces(read->checks).held.empty());
}

TEST(Language, EachKeyOfACheckAndEachFieldHasAnExample) {
  std::set<std::string_view> shown;
  for (const LanguageExample& example : language_examples()) shown.insert(example.shows);
  for (const LanguageObject& object : language_objects()) {
    if (object.name != "check") continue;
    ASSERT_FALSE(object.keys.empty());
    for (const LanguageKey& key : object.keys) {
      if (key.name != "id" && key.name != "why" && key.name != "accepted") {
        EXPECT_TRUE(shown.contains(key.name)) << key.name;
      }
    }
  }
  for (const trace::FieldInfo& field : trace::all_fields())
    EXPECT_TRUE(shown.contains(field.name) || shown.contains(fmt::format("{} (field)", field.name))) << field.name;
}

TEST(Language, ExplainsAWord) {
  EXPECT_THAT(explain_word("quantile"), testing::HasSubstr("which says    0.5 quantile of waiting >= 8"));
  EXPECT_THAT(explain_word("schedticks"), testing::HasSubstr("scheduling rounds of each P"));
  EXPECT_THAT(explain_word("deadline"), testing::HasSubstr("Default 30s"));
  EXPECT_THAT(explain_word("defaults.json"),
              testing::HasSubstr("keys $schema, parameters, scenario, hold, releases\n"));
  EXPECT_EQ(explain_word("zzzzzz"), "");
}

}  // namespace
}  // namespace schedlitmus::expectation
