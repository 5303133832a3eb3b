// A command as text, read back by the strict loader.
#include "record/command_text.hpp"

#include <gtest/gtest.h>

#include "expectation/loader.hpp"
#include "record/file_text.hpp"

namespace schedlitmus::record {
namespace {

expectation::Scenario read(const std::string& scenario) {
  const auto file = expectation::parse(
      "{\"title\": \"t\", " + scenario + R"(, "checks": [{"id": "c", "outcome": "timed_out", "equals": false}]})", "f",
      "f");
  if (file) return file->scenario;
  ADD_FAILURE() << to_string(file.error().front());
  return {};
}

void expect_the_same_again(const std::string& command, const std::string& variants = "") {
  const auto before =
      read(R"("scenario": {"go": ">=1.2", "gomaxprocs": [2], "command": {)" + command + "}" + variants + "}");
  const auto after = read(scenario_text(before, ">=1.2", ""));
  ASSERT_TRUE(before.command && after.command) << command;
  EXPECT_TRUE(*before.command == *after.command) << command_text(*after.command);
  ASSERT_EQ(before.variants.size(), after.variants.size());
  for (std::size_t i = 0; i < before.variants.size(); ++i)
    EXPECT_EQ(before.variants[i].executable, after.variants[i].executable);
}

TEST(CommandText, IsReadBack) {
  expect_the_same_again(R"("build": "./s", "argv": ["{binary}", "\"a b\"", ":{port}"], "files": ["a", "b"],
    "ready": {"http": "http://127.0.0.1:{port}/", "status": 404, "within": "3s"}, "warmup": "1500ms", "instances": 3,
    "checked": 2, "load": {"argv": ["hey", "x"], "env": {"A": "b\\c"}, "deadline": "7s", "exit_status": 4},
    "stop": {"signal": "SIGINT", "grace": "50ms"})");
  expect_the_same_again(R"("binary": "/b", "folder": "w", "ready": {"tcp": "127.0.0.1:80"})");
  expect_the_same_again(R"("argv": ["sh", "-c", "x"], "ready": {"stdout": "^a\\.b"})");
  expect_the_same_again(R"~("build": "./s", "ready": {"stderr": "(a|b)"}, "load": {"build": "./l"})~");
  expect_the_same_again(R"("build": "./s", "ready": {"after": "20ms"})",
                        R"(, "variants": [{"name": "a", "binary": "./x"}, {"name": "b", "argv": ["{binary}", "-v"]}])");
}

}  // namespace
}  // namespace schedlitmus::record
