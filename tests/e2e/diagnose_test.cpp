// `diagnose` from outside: recorded traces in, names and exit codes out.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <set>

#include "e2e/driver.hpp"
#include "source_dir.hpp"

namespace schedlitmus::e2e {
namespace {

using testing::HasSubstr;

std::string fixture(const std::string& name) {
  return (source_dir() / "fixtures" / "diagnoses" / (name + ".trace")).string();
}

TEST(Diagnose, NamesWhatItFindsWithEvidenceAndAdvice) {
  const Workplace place;
  const auto text = place.run({"diagnose", fixture("goroutine-leak-1.27.4")});
  EXPECT_EQ(text.code, 1);
  EXPECT_THAT(text.out, testing::StartsWith("1 diagnosis in "));
  for (const char* part : {"goroutine-leak", "chan receive", "limit 10", "not looked at"})
    EXPECT_THAT(text.out, HasSubstr(part));
  const auto json = place.run({"diagnose", "--json", fixture("goroutine-leak-1.27.4")});
  EXPECT_EQ(json.code, 1);
  const auto document = nlohmann::json::parse(json.out);
  ASSERT_EQ(document["diagnoses"].size(), 1U);
  const auto& found = document["diagnoses"][0];
  EXPECT_EQ(found["name"], "goroutine-leak");
  EXPECT_EQ(found["confidence"], "high");
  EXPECT_FALSE(found["advice"].get<std::string>().empty());
  EXPECT_EQ(found["evidence"]["wait_reasons"][0]["waitreason"], "chan receive");
}

TEST(Diagnose, SaysWhatItLookedForWhereItFindsNothing) {
  const Workplace place;
  const auto text = place.run({"diagnose", fixture("healthy-everyday_http-1.27.4")});
  EXPECT_EQ(text.code, 0);
  EXPECT_THAT(text.out, testing::StartsWith("nothing found in "));
  EXPECT_THAT(text.out, HasSubstr("looked for, not found:"));
  const auto summary = place.run({"diagnose", fixture("healthy-nats-summary-1.27.4")});
  EXPECT_EQ(summary.code, 0);
  EXPECT_THAT(summary.out, HasSubstr("needs scheddetail=1"));
}

std::string control(const std::string& expectation) {
  return (source_dir() / "fixtures" / "controls" / "diagnoses" / expectation / "holds-1.27.4.trace").string();
}

TEST(Diagnose, ABaselineTellsHowManySystemCallsARequestAreUsual) {
  const Workplace place;
  // Ten files, 93 calls, for each of some 1,200 requests: told as if they had been five times as many, 19 calls each.
  const auto diagnose = [&](const std::vector<std::string>& more) {
    std::vector<std::string> words = {"diagnose", control("files_opened"), "--requests", "6000"};
    words.insert(words.end(), more.begin(), more.end());
    return place.run(words);
  };
  EXPECT_EQ(diagnose({}).code, 0);
  const std::vector<std::string> baseline = {"--baseline", control("done_right/files_kept")};
  EXPECT_EQ(diagnose(baseline).code, 0) << "without its requests the baseline does not tell";
  const auto with = [&](const std::string& requests) {
    auto words = baseline;
    words.insert(words.end(), {"--baseline-requests", requests});
    return diagnose(words);
  };
  const auto told = with("1200");
  EXPECT_EQ(told.code, 1) << told.out;
  EXPECT_THAT(told.out, HasSubstr("syscall-heavy"));
  const auto wrong = with("1200,1300");
  EXPECT_EQ(wrong.code, 64);
  EXPECT_THAT(wrong.err, HasSubstr("--baseline-requests: 2 numbers for 1 trace"));
}

TEST(Diagnose, WhatEndedWellWasNotAsleepForEver) {
  const Workplace place;
  EXPECT_EQ(place.run({"diagnose", fixture("deadlock-1.13.15")}).code, 1);
  EXPECT_EQ(place.run({"diagnose", fixture("deadlock-1.13.15"), "--exit-status", "2"}).code, 1);
  EXPECT_EQ(place.run({"diagnose", fixture("deadlock-1.13.15"), "--exit-status", "0"}).code, 0);
}

std::set<std::string> not_looked_at(const nlohmann::json& document) {
  std::set<std::string> names;
  for (const auto& each : document.at("not_looked_at")) names.insert(each.at("name"));
  return names;
}

TEST(Diagnose, OfACommandKeepsItsStdoutOutOfTheJsonAndReadsItsRequests) {
  const Workplace place;
  const auto trace = fixture("healthy-everyday_http-1.27.4");
  const auto script = "echo hello; echo 'measure: requests=1'; cat '" + trace + "' >&2";
  const auto json = place.run({"diagnose", "--json", "--", "sh", "-c", script});
  const auto document = nlohmann::json::parse(json.out, nullptr, false);
  ASSERT_FALSE(document.is_discarded()) << json.out;
  EXPECT_THAT(json.err, HasSubstr("hello"));
  EXPECT_FALSE(not_looked_at(document).contains("syscall-heavy"));
  const auto unasked = nlohmann::json::parse(place.run({"diagnose", "--json", trace}).out);
  EXPECT_TRUE(not_looked_at(unasked).contains("syscall-heavy")) << "which needs the number of requests";
  const auto text = place.run({"diagnose", "--", "sh", "-c", script});
  EXPECT_THAT(text.out, testing::StartsWith("hello\n"));
}

TEST(Diagnose, HasAnExitCodeForWhatItCannotTell) {
  const Workplace place;
  const auto short_one =
      place.write("short.trace", "SCHED 0ms: gomaxprocs=2 idleprocs=0 threads=3 idlethreads=0 runqueue=0 [0 0]\n");
  EXPECT_EQ(place.run({"diagnose", short_one.string()}).code, 2);
  EXPECT_EQ(place.run({"diagnose", place.write("none.trace", "hello\n").string()}).code, 3);
  EXPECT_EQ(place.run({"diagnose", "no-such-file"}).code, 3);
  EXPECT_EQ(place.run({"diagnose"}).code, 64);
  EXPECT_EQ(place.run({"diagnose", "--warmup", "soon", short_one.string()}).code, 64);
}

TEST(Diagnose, RulesAreAdjustable) {
  const Workplace place;
  const auto leak = fixture("goroutine-leak-1.27.4");
  EXPECT_EQ(place.run({"diagnose", leak, "--rule", "goroutine-leak.slope=500"}).code, 0);
  EXPECT_EQ(place.run({"diagnose", leak, "--rule", "goroutine-leak.slop=500"}).code, 64);
  const auto rules = place.write("rules.json", R"({"rules": {"goroutine-leak.slope": 500}})");
  EXPECT_EQ(place.run({"diagnose", leak, "--rules", rules.string()}).code, 0);
  const auto wrong =
      place.run({"diagnose", leak, "--rules", place.write("wrong.json", R"({"rules": {"x": 1}})").string()});
  EXPECT_EQ(wrong.code, 64);
  EXPECT_THAT(wrong.err, HasSubstr("wrong.json:1:12"));
  const auto list = place.run({"diagnose", "--list-rules", "--json"});
  EXPECT_EQ(list.code, 0);
  EXPECT_GT(nlohmann::json::parse(list.out)["rules"].size(), 20U);
}

TEST(Diagnose, ABaselineMovesTheThresholds) {
  const Workplace place;
  const auto blocked = fixture("blocked-threads-1.13.15");
  EXPECT_EQ(place.run({"diagnose", blocked}).code, 1);
  EXPECT_EQ(place.run({"diagnose", blocked, "--baseline", blocked}).code, 0) << "as it always was";
  EXPECT_EQ(place.run({"diagnose", blocked, "--baseline", fixture("healthy-everyday_mutex-1.13.15")}).code, 1);
}

TEST(Diagnose, IsACheckOfAnExpectation) {
  const Workplace place;
  const auto expectation = [&](const std::string& when) {
    return place
        .write(when + ".json",
               R"({"title": "t", "scenario": {"program": "p", "go": ">=1.9", "gomaxprocs": [2],
                           "trace": {"detail": true}}, "checks": [{"id": "leak", "diagnosis": "goroutine-leak", ")" +
                   when + R"(": true}]})")
        .string();
  };
  const auto leak = fixture("goroutine-leak-1.27.4"), healthy = fixture("healthy-everyday_http-1.27.4");
  EXPECT_EQ(place.run({"check", leak, "-e", expectation("never")}).code, 1);
  EXPECT_EQ(place.run({"check", healthy, "-e", expectation("never")}).code, 0);
  EXPECT_EQ(place.run({"check", leak, "-e", expectation("eventually")}).code, 0);
  EXPECT_EQ(place.run({"check", healthy, "-e", expectation("eventually")}).code, 1);
}

}  // namespace
}  // namespace schedlitmus::e2e
