#include "record/file_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "expectation/loader.hpp"

namespace schedlitmus::record {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

Probe probe_of(std::string_view field, Shape shape) {
  Probe probe;
  probe.field = trace::find_field(field);
  probe.shape = shape;
  probe.at = Millis(300);
  probe.within = Millis(50);
  return probe;
}

Group group_of(std::vector<std::size_t> releases, Form form, double power = 0) {
  return {std::move(releases), std::move(form), {0, 8, {}}, {4, 4}, {0, 4}, power};
}

Proposal two_releases() {
  Proposal proposal;
  proposal.hold = {.good = 0.85, .bad = 0.5};
  proposal.false_alarm = 0.027;
  Form split;
  split.equals = {{4, 4}};
  split.tolerance = 1;
  proposal.checks = {
      {probe_of("local_queues", Shape::list_at), {group_of({0}, split), group_of({1}, Form{}, 0.995)}},
      {probe_of("runqueue", Shape::always),
       {group_of({0}, {{}, 0, {}, 0, {}}), group_of({1}, {1, 9, {}, 0, {}}, 0.98)}},
      {probe_of("threads", Shape::at), {group_of({0, 1}, {5, 5, {}, 0, {}})}},
      {probe_of("schedticks", Shape::share), {group_of({0, 1}, {0.25, 0.4, {}, 0, {}})}},
  };
  proposal.checks.back().probe.field = trace::find_field("idlethreads");
  proposal.checks.back().probe.span = {Millis(200), Millis(400)};
  return proposal;
}

expectation::Scenario scenario() {
  expectation::Scenario scenario;
  scenario.program = "ten_goroutines";
  scenario.args = {"-work", "a \"b\""};
  scenario.env = {{"GOGC", "off"}};
  scenario.godebug = {{"asyncpreemptoff", "1"}};
  scenario.gomaxprocs = {2};
  scenario.trace.period = Millis(25);
  scenario.max_memory = 64U << 20U;
  return scenario;
}

Provenance provenance() {
  return {"schedlitmus record ten_goroutines --arg 'a\nb'",
          "schedlitmus 1.0",
          "2026-01-31T10:00:00Z",
          "a host",
          7,
          3,
          "store.db",
          {{"1.13.15", "1.13", 13, 12, 0}, {"1.27.4", "1.27", 27, 13, 2}}};
}

expectation::Expectation parsed(const std::string& text) {
  auto parsed = expectation::parse(text, "recorded.json", "recorded");
  if (parsed) return *parsed;
  for (const auto& error : parsed.error()) ADD_FAILURE() << error.where << ": " << error.what << "\n" << text;
  return {};
}

TEST(FileText, IsWhatTheStrictLoaderReads) {
  const auto expectation = parsed(file_text(two_releases(), scenario(), provenance()));
  ASSERT_THAT(expectation.checks, SizeIs(4));
  EXPECT_EQ(describe(expectation.checks[0]), "local_queues = [4 4] ±1 in any order at 300ms");
  EXPECT_EQ(describe(expectation.checks[1]), "runqueue >= 1 never");
  EXPECT_EQ(describe(expectation.checks[2]), "threads = 5 at 300ms");
  EXPECT_EQ(expectation.checks[3].quantifier, expectation::Quantifier::share);
  EXPECT_EQ(expectation.scenario.args, scenario().args);
  EXPECT_EQ(expectation.scenario.env, scenario().env);
  EXPECT_EQ(expectation.scenario.godebug, scenario().godebug);
  EXPECT_EQ(expectation.scenario.max_memory, scenario().max_memory);
  EXPECT_EQ(expectation.scenario.default_releases, "1.13.15, 1.27.4");
  EXPECT_DOUBLE_EQ(expectation.hold.good, 0.85);
}

TEST(FileText, TheOtherReleaseHasItsOwnForms) {
  const auto expectation = parsed(file_text(two_releases(), scenario(), provenance()));
  ASSERT_THAT(expectation.releases, SizeIs(1));
  const auto& rule = expectation.releases.front();
  EXPECT_EQ(rule.go, "1.27");
  EXPECT_EQ(rule.violated, std::vector<std::string>{"local-queues-at-300ms"}) << "it has no form that could fail";
  ASSERT_THAT(rule.checks, SizeIs(1));
  EXPECT_EQ(describe(rule.checks.front()), "runqueue in 1..9 always");
}

Probe end_probe_of(Shape shape, std::string name = {}) {
  Probe probe;
  probe.shape = shape;
  probe.name = std::move(name);
  return probe;
}

Group of_kinds(std::set<double> kinds) {
  Form form;
  form.one_of = kinds;
  return {{0, 1}, form, {0, 0, std::move(kinds)}, {4, 4}, {4, 4}, 0};
}

TEST(FileText, HasWhatIsKnownAtTheEndOfARun) {
  auto proposal = two_releases();
  const double main = proposal.texts.number_of("main").value_or(-1);
  const double worker = proposal.texts.number_of("a \"worker\"").value_or(-1);
  proposal.checks = {
      {end_probe_of(Shape::measure, "served"), {group_of({0, 1}, {7, 9, {}, 0, {}})}},
      {end_probe_of(Shape::exit_status), {of_kinds({0})}},
      {end_probe_of(Shape::timed_out), {group_of({0, 1}, {0, 0, {}, 0, {}})}},
      {end_probe_of(Shape::text, "winner"), {of_kinds({main, worker})}},
      {end_probe_of(Shape::line, "done (all)."), {group_of({0, 1}, {1, 1, {}, 0, {}})}},
  };
  const auto text = file_text(proposal, scenario(), provenance());
  const auto checks = parsed(text).checks;
  ASSERT_THAT(checks, SizeIs(5));
  EXPECT_EQ(describe(checks[0]), "measure served in 7..9");
  EXPECT_EQ(describe(checks[1]), "exit_status = 0");
  EXPECT_EQ(describe(checks[2]), "timed_out = false");
  EXPECT_EQ(describe(checks[3]), R"(stdout picked by "^winner[:=] *(.*)$" = "main" or "a "worker"")");
  EXPECT_EQ(describe(checks[4]), R"(stdout matches "^done \(all\)\.$")");
  EXPECT_THAT(text, HasSubstr(R"(seen \"main\" or)"));
}

TEST(FileText, SaysWhereItComesFrom) {
  const auto text = file_text(two_releases(), scenario(), provenance());
  EXPECT_THAT(text, HasSubstr("// Recorded 2026-01-31T10:00:00Z by schedlitmus 1.0: schedlitmus record ten_goroutines "
                              "--arg 'a b'\n"));
  EXPECT_THAT(text, HasSubstr("Go 1.13.15: 12 runs; Go 1.27.4: 13 runs (2 more do not count: the host was busy). Seed "
                              "7, campaign 3 of store.db."));
  EXPECT_THAT(text, HasSubstr("VIOLATED there with a probability of 98 % or more"));
  EXPECT_THAT(text, HasSubstr("a probability of at most 2.7 %"));
}

TEST(FileText, IsAboutTheReleasesThatPrintWhatItLooksAt) {
  EXPECT_EQ(parsed(file_text(two_releases(), scenario(), provenance())).scenario.go, ">=1.2");
  auto proposal = two_releases();
  proposal.checks.push_back({probe_of("spinningthreads", Shape::always), {group_of({0, 1}, {{}, 1, {}, 0, {}})}});
  EXPECT_EQ(parsed(file_text(proposal, scenario(), provenance())).scenario.go, ">=1.4");
}

}  // namespace
}  // namespace schedlitmus::record
