// The main job on real releases, fetched through the Go module proxy.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "driver.hpp"
#include "source_dir.hpp"
#include "support/files.hpp"

namespace schedlitmus::e2e {
namespace {

using nlohmann::json;
using ::testing::AnyOf;
using ::testing::HasSubstr;

const std::string kTwoProcs = source_dir().string() + "/expectations/ten_goroutines/two_procs.json";

class MainJob : public ::testing::Test {
 protected:
  [[nodiscard]] json report() const { return json::parse(std::ifstream(place.folder() / "report.json")); }
  Workplace place;
};

TEST_F(MainJob, TellsRealReleasesApart) {
  const auto ended = place.run({"run", kTwoProcs, "--go", "1.5,1.9,1.13,latest", "--json", "report.json", "--junit",
                                "report.xml", "--html", "report.html"});
  // On a busy machine a verdict may be inconclusive; a wrong one it must not be.
  EXPECT_THAT(ended.code, AnyOf(0, 2)) << ended.out << ended.err;
  const auto written = report();
  EXPECT_EQ(written["releases"].size(), 4U);
  EXPECT_TRUE(written["errors"].empty()) << written["errors"];
  EXPECT_GT(place.stored_runs(), 8U);
  EXPECT_TRUE(fs::file_size(place.folder() / "report.html") > 1000);
  EXPECT_TRUE(fs::file_size(place.folder() / "report.xml") > 100);
}

TEST_F(MainJob, WrongExpectationIsViolatedAndSaysWhatWasSeen) {
  auto text = read_file(kTwoProcs).value();
  const auto at = text.find("[4, 4]");
  ASSERT_NE(at, std::string::npos);
  text.replace(at, 6, "[9, 9]");
  place.write("wrong.json", text);
  const auto ended = place.run({"run", "--count-noisy", "wrong.json", "--go", "1.5"});
  EXPECT_EQ(ended.code, 1) << ended.out << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("VIOLATED"));
  EXPECT_THAT(ended.out, HasSubstr("[9 9]"));
  EXPECT_THAT(ended.out, HasSubstr("±1"));
  EXPECT_THAT(ended.out, HasSubstr("wrong.json --go 1.5.4"));
}

TEST_F(MainJob, CaptureKeepsTheTraceItsNoteAndWhatWasPrinted) {
  const auto ended =
      place.run({"capture", "runnext_order", "--go", "1.13", "--gomaxprocs", "1", "--name", "kept", "--output", "."});
  EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  const auto stem = (place.folder() / "kept-1.13.15").string();
  EXPECT_TRUE(fs::exists(stem + ".trace"));
  EXPECT_EQ(json::parse(std::ifstream(stem + ".run.json"))["ending"], "exited");
  EXPECT_THAT(place.read("kept-1.13.15.stdout"), HasSubstr("measure: first="));
}

}  // namespace
}  // namespace schedlitmus::e2e
