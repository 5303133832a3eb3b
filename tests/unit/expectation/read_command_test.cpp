// "command" of a scenario, as the loader reads it.
#include <gmock/gmock.h>

#include "expectation/command.hpp"
#include "expectation/loader.hpp"

namespace schedlitmus::expectation {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kCheck = R"({"id": "c", "at": "2s", "field": "runqueue", "max": 1})";

std::string file_with(const std::string& command, const std::string& more = "", const std::string& check = kCheck) {
  return R"({"title": "t", "scenario": {"gomaxprocs": [2], "go": "1.21", "command": {)" + command + "}" + more +
         R"(}, "checks": [)" + check + "]}";
}

Scenario read(const std::string& command, const std::string& more = "") {
  const auto file = parse(file_with(command, more), "f", "f");
  if (file) return file->scenario;
  ADD_FAILURE() << command << ": " << to_string(file.error().front());
  return {};
}

/// What is wrong, with its hint.
std::string wrong(const std::string& command, const std::string& more = "", const std::string& check = kCheck) {
  const auto file = parse(file_with(command, more, check), "f", "f");
  if (file) return "nothing";
  std::string text;
  for (const auto& error : file.error()) text += error.what + " (" + error.hint + ")\n";
  return text;
}

const std::string kReady = R"("ready": {"tcp": "127.0.0.1:{port}"})";
const std::string kBuild = R"("build": "./s", )" + kReady;

TEST(ReadCommand, ReadsAllOfIt) {
  const auto scenario = read(R"("build": "./s", "argv": ["{binary}", "-l", ":{port2}"], "files": ["a"], "instances": 3,
    "checked": 2, "warmup": "2s", "ready": {"http": "http://127.0.0.1:{port}/x", "status": 204, "within": "3s"},
    "load": {"argv": ["hey", "{2.port}"], "env": {"A": "b"}, "deadline": "20s", "exit_status": 1},
    "stop": {"signal": "SIGINT", "grace": "1s"})");
  ASSERT_TRUE(scenario.command);
  const Command& command = *scenario.command;
  EXPECT_EQ(command.executable.build, "./s");
  EXPECT_EQ(command.ready.by, ReadyBy::http);
  EXPECT_EQ(describe(command.ready), "GET http://127.0.0.1:{port}/x answers 204");
  EXPECT_THAT(command.load->executable.argv, ElementsAre("hey", "{2.port}"));
  EXPECT_EQ(command.load->exit_status, 1);
  EXPECT_EQ(command.stop_signal, SIGINT);
  EXPECT_EQ(command.instances, 3);
  EXPECT_EQ(command.checked, 2);
  EXPECT_EQ(command.warmup, Millis{2000});
  EXPECT_EQ(scenario.deadline, Millis{25'000}) << "as long as it may take: ready, load, and some";
  EXPECT_EQ(name_of(scenario), "./s");
}

TEST(ReadCommand, NeedsNoReleaseOfABinary) {
  const auto file = parse(R"({"title": "t", "scenario": {"gomaxprocs": [2], "command": {"binary": "./b", )" + kReady +
                              R"(}}, "checks": [)" + kCheck + "]}",
                          "f", "f");
  ASSERT_TRUE(file.has_value()) << to_string(file.error().front());
  EXPECT_EQ(file->scenario.go, ">=1.2");
  EXPECT_THAT(file->scenario.command->executable.argv, ElementsAre("{binary}"));
}

TEST(ReadCommand, SaysWhatIsWrong) {
  EXPECT_THAT(wrong(kReady), HasSubstr("\"command\" does not say what to run"));
  EXPECT_THAT(wrong(R"("build": "./s")"), HasSubstr("\"ready\""));
  EXPECT_THAT(wrong(kBuild + R"(, "binary": "./b")"), HasSubstr("\"binary\" beside \"build\""));
  EXPECT_THAT(wrong(R"("argv": ["{binary}"], )" + kReady), HasSubstr("{binary} without \"build\" or \"binary\""));
  EXPECT_THAT(wrong(R"("build": "./s", "ready": {"within": "1s"})"), HasSubstr("\"ready\" does not say when"));
  EXPECT_THAT(wrong(R"("build": "./s", "ready": {"tcp": ":1", "after": "1s"})"), HasSubstr("waits for one thing"));
  EXPECT_THAT(wrong(R"("build": "./s", "ready": {"http": "https://a/"})"), HasSubstr("is no URL that can be asked"));
  EXPECT_THAT(wrong(R"("build": "./s", "ready": {"tcp": ":1", "status": 200})"),
              HasSubstr("\"status\" beside \"tcp\""));
  EXPECT_THAT(wrong(R"("build": "./s", "ready": {"stderr": "("})"), HasSubstr("is no regular expression"));
  EXPECT_THAT(wrong(kBuild + R"(, "stop": {"signal": "SIGTREM"})"), HasSubstr("did you mean \"SIGTERM\""));
  EXPECT_THAT(wrong(kBuild + R"(, "load": {"deadline": "1s"})"), HasSubstr("\"load\" does not say what to run"));
  EXPECT_THAT(wrong(kBuild + R"(, "load": {"build": "./l", "deadline": "2s"}, "warmup": "2s")"),
              HasSubstr("leaves nothing of the load"));
  EXPECT_THAT(wrong(kBuild + R"(, "instances": 2, "checked": 3)"), HasSubstr("\"checked\""));
  EXPECT_THAT(wrong(kBuild + R"(, "folder": "w", "files": ["a"])"), HasSubstr("\"files\" beside \"folder\""));
  EXPECT_THAT(wrong(kBuild, R"(, "program": "p")"), HasSubstr("\"program\" beside \"command\""));
  EXPECT_THAT(wrong(kBuild, R"(, "args": ["p"])"), HasSubstr("\"args\" beside \"command\""));
  EXPECT_THAT(wrong(kBuild + R"(, "redy": 1)"), HasSubstr("redy"));
}

TEST(ReadCommand, KnowsItsPlaceholders) {
  EXPECT_THAT(wrong(R"("build": "./s", "argv": ["{binary}", "{prot}"], )" + kReady),
              HasSubstr("unknown placeholder {prot}"));
  EXPECT_THAT(wrong(R"("build": "./s", "argv": ["{binary}", "{2.port}"], )" + kReady),
              HasSubstr("there is no instance 2"));
  EXPECT_THAT(wrong(kBuild, R"(, "variants": [{"name": "a", "argv": ["{binary}", "{prot}"]}])"),
              HasSubstr("unknown placeholder {prot}"));
  EXPECT_EQ(wrong(R"("build": "./s", "argv": ["{binary}", "{\"a\": 1}", "{ port }", "{PORT}"], )" + kReady), "nothing");
  EXPECT_FALSE(meaning_of("port0") || meaning_of("port1") || meaning_of("port10") || meaning_of("0.port"));
  EXPECT_EQ(meaning_of("3.port2")->instance, 3);
  EXPECT_EQ(meaning_of("3.port2")->port, 2);
}

TEST(ReadCommand, VariantsReplaceWhatIsRun) {
  const auto scenario =
      read(kBuild, R"(, "variants": [{"name": "old", "binary": "./b"}, {"name": "v", "argv": ["{binary}", "-v"]},
                                     {"name": "same"}])");
  ASSERT_EQ(scenario.variants.size(), 3U);
  EXPECT_EQ(scenario.variants[0].executable->binary, "./b");
  EXPECT_EQ(scenario.variants[0].executable->build, "");
  EXPECT_EQ(scenario.variants[1].executable->build, "./s");
  EXPECT_FALSE(scenario.variants[2].executable);
  EXPECT_THAT(wrong(kBuild, R"(, "variants": [{"name": "a", "args": ["x"]}])"), HasSubstr("args"));
}

TEST(ReadCommand, ChecksOfALoadNeedOne) {
  const std::string per = R"({"id": "c", "aggregate": "change", "field": "threads", "per": "requests", "max": 1})";
  const std::string with_load = kBuild + R"(, "load": {"build": "./l"})";
  EXPECT_EQ(wrong(with_load, "", per), "nothing");
  EXPECT_THAT(wrong(with_load, "", R"({"id": "c", "at": "2s", "field": "threads", "per": "r", "max": 1})"),
              HasSubstr("\"per\" without \"aggregate\""));
  EXPECT_THAT(wrong(kBuild, "", per), HasSubstr("\"per\" without a load"));
  EXPECT_THAT(wrong(kBuild, "", R"({"id": "c", "load": "requests", "min": 1})"), HasSubstr("without a load"));
  EXPECT_THAT(wrong(with_load, "", R"({"id": "c", "quantile": 0.5, "field": "threads", "per": "r", "max": 1})"),
              HasSubstr("\"per\" without \"aggregate\""));
  EXPECT_EQ(wrong(kBuild, "", R"({"id": "c", "outcome": "ready", "equals": true})"), "nothing");
  const auto program = parse(R"({"title": "t", "scenario": {"gomaxprocs": [2], "go": "1.21", "program": "p"},
                                 "checks": [{"id": "c", "outcome": "ready", "equals": true}]})",
                             "f", "f");
  ASSERT_FALSE(program.has_value());
  EXPECT_THAT(program.error().front().what, HasSubstr("without a service"));
}

TEST(ReadCommand, WindowsLieInTheLoadAfterItsWarmUp) {
  const std::string load = kBuild + R"(, "warmup": "2s", "load": {"build": "./l", "deadline": "5s"})";
  EXPECT_THAT(wrong(load, "", R"({"id": "c", "at": "1s", "field": "threads", "max": 1})"),
              HasSubstr("in the warm-up of 2s"));
  EXPECT_THAT(wrong(load, "", R"({"id": "c", "at": "6s", "field": "threads", "max": 1})"),
              HasSubstr("after the deadline of 5s"));
}

}  // namespace
}  // namespace schedlitmus::expectation
