// Proof that each shipped check can fail, and that it can hold.
//
// fixtures/controls/<expectation>/holds-<release>.trace: every check holds
// (but for those that the file says are VIOLATED on that release);
// violated-<check>[+<check>...]-<release>.trace: these checks are missed.
// Beside it, .stdout is what the program printed, and .run.json says how it ended.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "campaign/matrix.hpp"
#include "campaign/trace_check.hpp"
#include "source_dir.hpp"

namespace schedlitmus {
namespace {

namespace fs = std::filesystem;
using expectation::Expectation;
using expectation::OutcomeKind;

const fs::path kSource = source_dir();

struct Control {
  fs::path file;
  bool holds = false;
  std::set<std::string> violated;
  toolchain::Version release;
};

std::vector<Control> controls_of(const std::string& name) {
  std::vector<Control> controls;
  const auto folder = kSource / "fixtures" / "controls" / name;
  if (!fs::exists(folder)) return controls;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".trace") continue;
    const auto stem = entry.path().stem().string();
    const auto dash = stem.rfind('-');
    Control control{entry.path(), stem.starts_with("holds-"), {}, *toolchain::Version::parse(stem.substr(dash + 1))};
    if (!control.holds) {
      std::istringstream ids(stem.substr(stem.find('-') + 1, dash - stem.find('-') - 1));
      for (std::string id; std::getline(ids, id, '+');) control.violated.insert(id);
    }
    controls.push_back(std::move(control));
  }
  return controls;
}

std::string content(fs::path path, const char* extension) {
  std::ifstream file(path.replace_extension(extension), std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

process::RunRecord record_of(const nlohmann::json& note) {
  process::RunRecord record;
  record.code = note["code"];
  for (const auto ending : {process::Ending::exited, process::Ending::signalled, process::Ending::timed_out})
    if (note["ending"] == name_of(ending)) record.ending = ending;
  return record;
}

std::map<std::string, expectation::Outcome> outcomes_on(const Control& control,
                                                        const std::vector<expectation::Check>& checks) {
  const auto note = nlohmann::json::parse(content(control.file, ".run.json"));
  campaign::TraceCheck check(checks, process::Capture::pipe, note["GOMAXPROCS"]);
  check.feed(content(control.file, ".trace"));
  check.feed_stdout(content(control.file, ".stdout"));
  std::map<std::string, expectation::Outcome> outcomes;
  for (auto& outcome : check.finish(record_of(note))) outcomes[outcome.check] = outcome;
  return outcomes;
}

std::vector<Expectation> shipped() {
  const auto folder = (kSource / "expectations").string();
  auto loaded = expectation::load({folder}, folder);
  for (const auto& error : loaded.errors) ADD_FAILURE() << to_string(error);
  return std::move(loaded.expectations);
}

/// A check's forms: the file's own and each release's, told apart by their reason.
std::string form_of(const expectation::Check& check) { return check.id + "|" + check.replaced_why; }

TEST(Controls, EachTraceSaysWhatItsNameSays) {
  for (const auto& expectation : shipped()) {
    for (const auto& control : controls_of(expectation.name)) {
      std::vector<Error> errors;
      const auto applied = campaign::checks_on(expectation, control.release, {}, errors);
      ASSERT_TRUE(errors.empty()) << to_string(errors.front());
      const auto outcomes = outcomes_on(control, applied.checks);
      for (const auto& [id, outcome] : outcomes) {
        SCOPED_TRACE(control.file.string() + ": " + id + " saw " + outcome.seen + " " + outcome.reason);
        if (control.violated.contains(id)) {
          EXPECT_EQ(outcome.kind, OutcomeKind::missed);
        }
        if (control.holds && !applied.violated.contains(id)) {
          EXPECT_EQ(outcome.kind, OutcomeKind::held);
        }
      }
    }
  }
}

TEST(Controls, EachFormOfEachShippedCheckHasATraceThatViolatesIt) {
  const auto expectations = shipped();
  ASSERT_FALSE(expectations.empty());
  for (const auto& expectation : expectations) {
    std::set<std::string> wanted;
    for (const auto& check : expectation.checks) wanted.insert(form_of(check));
    for (const auto& rule : expectation.releases)
      for (const auto& check : rule.checks) wanted.insert(check.id + "|" + rule.why);
    for (const auto& control : controls_of(expectation.name)) {
      std::vector<Error> errors;
      for (const auto& check : campaign::checks_on(expectation, control.release, {}, errors).checks)
        if (control.violated.contains(check.id)) wanted.erase(form_of(check));
    }
    EXPECT_THAT(wanted, ::testing::IsEmpty()) << "in " << expectation.name;
  }
}

TEST(Controls, EachShippedExpectationHasATraceOnWhichItHolds) {
  for (const auto& expectation : shipped()) {
    const auto controls = controls_of(expectation.name);
    EXPECT_TRUE(std::ranges::any_of(controls, &Control::holds)) << expectation.name;
  }
}

}  // namespace
}  // namespace schedlitmus
