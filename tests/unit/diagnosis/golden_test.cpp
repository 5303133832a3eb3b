// Recorded traces and what must be found in them.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "source_dir.hpp"
#include "unit/diagnosis/traces.hpp"

namespace schedlitmus::diagnosis {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

std::string text_of(const fs::path& path) {
  const std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

Findings findings_of(std::string_view text) {
  Diagnoser diagnoser;
  trace::Reader reader(diagnoser);
  reader.feed(text);
  reader.finish();
  return diagnoser.finish(reader.health());
}

TEST(RecordedTraces, ShowWhatTheirNameSays) {
  int seen = 0;
  for (const auto& entry : fs::directory_iterator(source_dir() / "fixtures" / "diagnoses")) {
    if (entry.path().extension() != ".trace") continue;
    ++seen;
    const auto name = entry.path().stem().string();
    const auto findings = findings_of(text_of(entry.path()));
    if (name.starts_with("healthy")) {
      EXPECT_THAT(names_in(findings), IsEmpty()) << name;
      EXPECT_EQ(findings.answer, Answer::nothing) << name << ": " << findings.why;
    } else {
      EXPECT_THAT(names_in(findings), ElementsAre(name.substr(0, name.rfind('-'))));
    }
  }
  EXPECT_EQ(seen, 7);
}

TEST(RecordedTraces, AHangingDeadlockIsSeenWithoutTheRuntimesWords) {
  auto text = text_of(source_dir() / "fixtures" / "diagnoses" / "deadlock-1.13.15.trace");
  text.erase(text.find("fatal error"));
  // The last sample again and again, as before 1.14 a program that traces itself hangs.
  const auto last = text.rfind("SCHED ");
  const auto end_of_time = text.find("ms:", last);
  auto block = text.substr(end_of_time);
  for (const char* state : {"status=4(sleep)", "status=3(timer goroutine (idle))"})
    for (auto at = block.find(state); at != std::string::npos; at = block.find(state))
      block.replace(at, std::string_view(state).size(), "status=4(semacquire)");
  for (int i = 0; i < 20; ++i) text += "SCHED " + std::to_string(3000 + i * 100) + block;
  EXPECT_THAT(names_in(findings_of(text)), ElementsAre("deadlock"));
}

}  // namespace
}  // namespace schedlitmus::diagnosis
