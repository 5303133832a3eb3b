// Faults of fetching, seen by a user: a go command made of shell script stands
// for the proxy and the checksum database.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "driver.hpp"

namespace schedlitmus::e2e {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

/// Newer than any go of this machine, so that it is the one that is asked.
constexpr const char* kGo = R"(#!/bin/sh
case "$*" in
version) echo "go version go1.99.0 linux/amd64" ;;
"env GOROOT") echo "$FAKE/goroot" ;;
"env -json"*) echo "{\"GOPROXY\": \"p\", \"GOSUMDB\": \"$FAKE_SUMS\", \"GOMODCACHE\": \"$FAKE/mod\"}" ;;
"list -m -versions golang.org/toolchain")
  if [ -e "$FAKE/no-list" ]; then cat "$FAKE/no-list" >&2; exit 1; fi
  echo "golang.org/toolchain v0.0.1-go1.9.7.linux-amd64 v0.0.1-go1.8.7.linux-amd64" ;;
"mod download -json golang.org/toolchain@"*)
  echo "$GONOSUMDB$GOFLAGS" > "$FAKE/leaked"
  cat "$FAKE/no-download"; exit 1 ;;
*) exit 2 ;;
esac
)";

class FetchFaults : public ::testing::Test {
 protected:
  FetchFaults() {
    const auto go = place.write("bin/go", kGo);
    ::chmod(go.c_str(), 0755);
    set("FAKE", place.folder().string());
    set("FAKE_SUMS", "sums");
    set("SCHEDLITMUS_CACHE", (place.folder() / "cache").string());
    set("PATH", (place.folder() / "bin").string() + ":/usr/bin:/bin");
  }
  ~FetchFaults() override {
    for (const auto& [name, value] : before_) {
      if (value)
        ::setenv(name.c_str(), value->c_str(), 1);
      else
        ::unsetenv(name.c_str());
    }
  }
  void set(const std::string& name, const std::string& value) {
    const char* old = std::getenv(name.c_str());
    before_.emplace(name, old != nullptr ? std::optional<std::string>(old) : std::nullopt);
    ::setenv(name.c_str(), value.c_str(), 1);
  }

  Workplace place;

 private:
  std::map<std::string, std::optional<std::string>> before_;
};

TEST_F(FetchFaults, WithoutNetworkSaysSoAndListsWhatIsInstalled) {
  place.write("no-list", "go: module golang.org/toolchain: Get \"x\": dial tcp: lookup x: no such host\n");
  const auto listed = place.run({"releases", "--json"});
  EXPECT_EQ(listed.code, 0);
  EXPECT_THAT(listed.err, AllOf(HasSubstr("no such host"), HasSubstr("is the network there?")));
  const auto whole = json::parse(listed.out);
  EXPECT_THAT(whole["warning"].get<std::string>(), HasSubstr("no such host"));
  EXPECT_EQ(whole["releases"].back()["version"], "1.99.0");
  EXPECT_EQ(whole["releases"].back()["source"], "PATH");
  const auto fetched = place.run({"releases", "fetch", "1.9"});
  EXPECT_EQ(fetched.code, 3);
  EXPECT_THAT(fetched.err, HasSubstr("no Go release 1.9"));
}

TEST_F(FetchFaults, AReleaseThatIsNotWhatTheChecksumDatabaseKnowsIsRefused) {
  place.write("no-download", R"({"Error": "golang.org/toolchain@x: verifying module: checksum mismatch\n\tSECURITY"})");
  const auto fetched = place.run({"releases", "fetch", "1.8,1.9"});
  EXPECT_EQ(fetched.code, 3);
  EXPECT_THAT(fetched.err, AllOf(HasSubstr("Go 1.9.7: cannot fetch it"), HasSubstr("Go 1.8.7: cannot fetch it"),
                                 HasSubstr("checksum mismatch"), HasSubstr("nothing of it is used")));
  EXPECT_THAT(fetched.out, ::testing::IsEmpty());
}

TEST_F(FetchFaults, NothingThatSparesTheChecksumDatabaseReachesTheFetch) {
  set("GONOSUMDB", "*");
  set("GOFLAGS", "-insecure");
  place.write("no-download", R"({"Error": "no"})");
  EXPECT_EQ(place.run({"releases", "fetch", "1.9"}).code, 3);
  std::ifstream leaked(place.folder() / "leaked");
  std::string text;
  std::getline(leaked, text);
  EXPECT_EQ(text, "");
}

TEST_F(FetchFaults, SaysWhenTheMachineSwitchesTheChecksumDatabaseOff) {
  EXPECT_THAT(place.run({"releases", "--json"}).err, Not(HasSubstr("GOSUMDB")));
  set("FAKE_SUMS", "off");
  EXPECT_THAT(place.run({"releases", "--json"}).err, HasSubstr("GOSUMDB=off"));
}

TEST_F(FetchFaults, AFullDiskIsNamedInTheReport) {
  place.write("no-download", R"({"Error": "write /x/y.tmp: no space left on device"})");
  place.program("e2e_sleeper", "package main\nimport \"time\"\nfunc main() { time.Sleep(5 * time.Second) }\n");
  place.write("a.json", R"({"title": "t", "scenario": {"program": "./e2e_sleeper", "go": ">=1.2", "gomaxprocs": [2],
    "trace": {"period": "20ms"}, "deadline": "3s"},
    "checks": [{"id": "few", "always": true, "until": "200ms", "field": "runqueue", "max": 1000}]})");
  const auto ran = place.run({"run", "a.json", "--go", "1.9", "--effort", "quick"});
  EXPECT_EQ(ran.code, 3) << ran.out << ran.err;
  EXPECT_THAT(ran.out, AllOf(HasSubstr("no space left on device"), HasSubstr("make room")));
}

TEST_F(FetchFaults, RemoveRefusesWhatIsTheUsersOwn) {
  const auto removed = place.run({"releases", "remove", "1.99.0"});
  EXPECT_EQ(removed.code, 3);
  EXPECT_THAT(removed.err, HasSubstr("not by schedlitmus"));
  EXPECT_EQ(place.run({"releases", "remove", "nonsense"}).code, 64);
  EXPECT_EQ(place.run({"releases", "clean"}).code, 0);
}

}  // namespace
}  // namespace schedlitmus::e2e
