// What a store has of a service's runs, and what the commands that take programs
// do with a service: shards, --resume, reports, accept, record, compare.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <thread>

#include "service_place.hpp"

namespace schedlitmus::e2e {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;

class ServiceInAStore : public ServiceInCi {
 protected:
  /// Under a load of 150 ms, with GOMAXPROCS 1 and 2, judged after `runs` runs each; `more`: of the scenario.
  void write_fixed(int runs, const std::string& checks, const std::string& more = "") const {
    place.write("shop.json", R"({"title": "a shop", "scenario": {"go": "local", "gomaxprocs": [1, 2],
      "trace": {"period": "10ms"},)" +
                                 more + R"(
      "command": {"build": "./e2e_service", "argv": ["{binary}", "{port}", "ok"],
        "ready": {"http": "http://127.0.0.1:{port}/healthz"},
        "load": {"build": "./e2e_load", "argv": ["{binary}", "{port}", "150ms"]}}},
      "checks": [)" + checks + R"(], "hold": {"good": 0.9, "bad": 0.3, "test": "fixed", "runs": )" +
                                 std::to_string(runs) + "}}");
  }
  [[nodiscard]] std::string text_of(const std::string& name) const { return place.read(name); }
  void build_binary(const std::string& name) const {
    const auto build = "cd '" + place.folder().string() + "/e2e_service' && go build -o '../" + name + "' main.go";
    ASSERT_EQ(std::system(build.c_str()), 0);
  }
};

constexpr const char* kServed = R"({"id": "served", "load": "requests", "min": 1})";

TEST_F(ServiceInAStore, ShardsOfAPlanAreOneReport) {
  write_fixed(8, std::string(kThreads) + ", " + kServed);
  for (const char* shard : {"1/2", "2/2"}) {
    const std::string store = std::string("s") + shard[0] + ".db";
    const auto ended = place.run({"run", "--count-noisy", "shop.json", "--shard", shard, "--store", store});
    EXPECT_EQ(ended.code, 0) << ended.out << ended.err;
  }
  ASSERT_EQ(place.run({"merge", "all.db", "s1.db", "s2.db"}).code, 0);
  const auto whole = place.run({"report", "--store", "all.db", "--json", "-", "--junit", "all.xml", "--html",
                                "all.html", "--markdown", "all.md"});
  EXPECT_EQ(whole.code, 0) << whole.out << whole.err;
  const auto report = json::parse(whole.out);
  ASSERT_EQ(report["cells"].size(), 2U);
  for (const auto& cell : report["cells"]) {
    ASSERT_EQ(cell["each_run"].size(), 8U);
    const auto& service = cell["each_run"][0]["service"];
    EXPECT_TRUE(service["ready_ms"].is_number());
    EXPECT_EQ(service["parts"][0]["code"], 0);
    EXPECT_GT(std::stoi(service["parts"][0]["measures"]["requests"].get<std::string>()), 0);
  }
  EXPECT_THAT(text_of("all.html"), AllOf(HasSubstr("Ready after"), HasSubstr("requests ")));
  EXPECT_THAT(text_of("all.xml"), HasSubstr(R"(<testcase name="served on )"));
}

TEST_F(ServiceInAStore, GoesOnWhereItWasInterrupted) {
  write_fixed(8, std::string(kThreads) + ", " + kServed);
  const auto pid = place.start({"run", "--count-noisy", "shop.json"});
  for (int tries = 0; tries < 1200; ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    if (fs::exists(place.folder() / ".schedlitmus/store.db") && place.stored_runs() >= 2) break;
  }
  ::kill(pid, SIGINT);
  const auto ended = place.wait(pid);
  EXPECT_EQ(ended.code, 130) << ended.err;
  const auto kept = place.stored_runs();
  EXPECT_GE(kept, 2U);
  EXPECT_LT(kept, 16U);
  const auto resumed = place.run({"run", "--count-noisy", "shop.json", "--resume"});
  EXPECT_EQ(resumed.code, 0) << resumed.out << resumed.err;
  EXPECT_THAT(resumed.err, HasSubstr("finished runs are kept"));
  EXPECT_EQ(place.stored_runs(), 16U);
}

TEST_F(ServiceInAStore, IsCheckedAgainShownAndAccepted) {
  write_fixed(12, std::string(kThreads) + R"(, {"id": "served", "load": "requests", "max": 0})");
  const auto ended = place.run({"run", "--count-noisy", "shop.json", "--gomaxprocs", "2"});
  EXPECT_EQ(ended.code, 1) << ended.out << ended.err;
  EXPECT_THAT(place.run({"show", "1"}).out, AllOf(HasSubstr("/healthz answers 200"), HasSubstr("requests = ")));
  EXPECT_THAT(place.run({"show", "1", "--stderr"}).out, HasSubstr("SCHED "));
  EXPECT_THAT(place.run({"capture", "./shop.json"}).err, HasSubstr("schedlitmus show RUN --name holds"));
  const auto accepted = place.run({"accept", "shop.json", "--reason", "the load is what it is"});
  EXPECT_EQ(accepted.code, 0) << accepted.out << accepted.err;
  EXPECT_THAT(text_of("shop.json"), Not(HasSubstr(R"("load": "requests", "max": 0)")));
  const auto again = place.run({"check", "--stored", "-e", "shop.json"});
  EXPECT_EQ(again.code, 0) << again.out << again.err;
}

TEST_F(ServiceInAStore, KeepsRunsThatProveTheChecksOfItsLoad) {
  write_fixed(8, R"({"id": "served", "load": "requests", "min": 2})");
  const auto file = text_of("shop.json");
  EXPECT_THAT(place.run({"selftest", "shop.json"}).out,
              HasSubstr("run it, then keep such a run: ./schedlitmus show RUN --name holds -o "));
  EXPECT_EQ(place.run({"run", "--count-noisy", "shop.json", "--gomaxprocs", "2"}).code, 0);
  EXPECT_EQ(place.run({"show", "1", "--name", "holds", "-o", "controls/shop"}).code, 0);
  auto idle = file;
  idle.replace(idle.find("150ms"), 5, "0s");
  place.write("shop.json", idle);
  EXPECT_EQ(place.run({"run", "--count-noisy", "shop.json", "--gomaxprocs", "2", "--store", "idle.db"}).code, 1);
  EXPECT_EQ(place.run({"show", "1", "--store", "idle.db", "--name", "violated-served", "-o", "controls/shop"}).code, 0);
  place.write("shop.json", file);
  const auto proven = place.run({"selftest", "shop.json"});
  EXPECT_EQ(proven.code, 0) << proven.out << proven.err;
  EXPECT_THAT(proven.out, HasSubstr("missed as it must"));
}

TEST_F(ServiceInAStore, IsRecordedWithItsCommand) {
  write_fixed(8, kThreads);
  const auto recorded = place.run({"record", "shop.json", "--go", "local", "--gomaxprocs", "2", "--runs", "10",
                                   "--count-noisy", "--seed", "3", "-o", "recorded.json"});
  ASSERT_EQ(recorded.code, 0) << recorded.err;
  EXPECT_THAT(text_of("recorded.json"), AllOf(HasSubstr("\"./e2e_service\""), HasSubstr("\"./e2e_load\"")));
  EXPECT_EQ(place.run({"lint", "recorded.json"}).code, 0);
  EXPECT_EQ(place.run({"check", "--stored", "-e", "recorded.json"}).code, 0);
  const auto elsewhere = place.run({"record", "shop.json", "--go", "local", "-o", "other/recorded.json"});
  EXPECT_EQ(elsewhere.code, 64);
  EXPECT_THAT(elsewhere.err, HasSubstr("has to stand in the folder of shop.json"));
}

TEST_F(ServiceInAStore, IsComparedWithAnotherVersion) {
  build_binary("shop_old");
  write_fixed(8, kThreads, R"("variants": [{"name": "old", "binary": "./shop_old"}, {"name": "new"}],)");
  const auto linted = place.run({"lint", "shop.json"});
  ASSERT_EQ(linted.code, 0) << linted.out << linted.err;
  const auto compared = place.run({"compare", "shop.json", "--gomaxprocs", "2", "--runs", "9", "--count-noisy"});
  EXPECT_THAT(compared.code, AnyOf(0, 1)) << compared.out << compared.err;  // a busy host may make a difference
  EXPECT_THAT(compared.out, AllOf(HasSubstr("in 2 variants (18 runs"), HasSubstr("old: ./shop_old {port} ok")));
}

TEST_F(ServiceInAStore, TwoBinariesAreCompared) {
  for (const char* word : {"one", "two"}) {
    place.write(std::string(word) + "_source/main.go",
                std::string("package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println(\"") + word + "\") }\n");
    const auto build =
        "cd '" + place.folder().string() + "/" + word + "_source' && go build -o ../" + word + " main.go";
    ASSERT_EQ(std::system(build.c_str()), 0);
  }
  const auto compared = place.run({"compare", "./one", "./two", "--runs", "8", "--count-noisy"});
  EXPECT_EQ(compared.code, 1) << compared.out << compared.err;
  EXPECT_THAT(compared.out, AllOf(HasSubstr("one"), HasSubstr("two")));
}

}  // namespace
}  // namespace schedlitmus::e2e
