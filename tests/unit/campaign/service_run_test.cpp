// A run of a service with a launcher that plays service and load.
#include "campaign/service_run.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>
#include <thread>

#include "campaign/check_again.hpp"
#include "campaign/kept_trace.hpp"
#include "expectation/loader.hpp"

namespace schedlitmus::campaign {
namespace {

using expectation::OutcomeKind;
using process::Ending;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::StartsWith;

namespace fs = std::filesystem;

/// Writes "ready", and a sample every few milliseconds, until it is asked to end; a load ends at once.
class ServiceLauncher final : public process::Launcher {
 public:
  process::RunRecord load_record;
  std::string load_out = "measure: requests=10\n";
  Millis load_takes{60};
  bool says_ready = true;
  int samples_until_death = 1'000'000;
  bool dies_under_load = false;  ///< those samples count from the load's beginning
  std::string last_words;
  process::RunRecord service_record = asked_to_end();
  std::vector<process::LaunchSpec> launched;

  Result<process::RunRecord> run(const process::LaunchSpec& spec, process::Observer& observer) override {
    {
      const std::scoped_lock lock(mutex_);
      launched.push_back(spec);
      if (spec.argv.front() == "/load") folder_was_there = folder_was_there && fs::exists(spec.folder);
    }
    return spec.argv.front() == "/load" ? load(spec, observer) : service(spec, observer);
  }
  bool folder_was_there = true;

 private:
  static process::RunRecord asked_to_end() {
    process::RunRecord record;
    record.ending = Ending::shut_down;
    return record;
  }

  process::RunRecord load(const process::LaunchSpec& spec, process::Observer& observer) {
    load_began_ = true;
    observer.on_stdout(load_out);
    const auto end = std::chrono::steady_clock::now() + load_takes;
    while (std::chrono::steady_clock::now() < end) {
      if (spec.stopper->asked()) return asked_to_end();
      std::this_thread::sleep_for(Millis{1});
    }
    if (load_record.ending == Ending::exited && load_record.code != 0) observer.on_stderr("no route\n");
    return load_record;
  }

  process::RunRecord service(const process::LaunchSpec& spec, process::Observer& observer) const {
    const auto begin = std::chrono::steady_clock::now();
    if (says_ready) observer.on_stderr("listening now\n");
    for (int sample = 0; !spec.stopper->asked(); sample += dies_under_load && !load_began_ ? 0 : 1) {
      const auto now = std::chrono::duration_cast<Millis>(std::chrono::steady_clock::now() - begin);
      if (sample >= samples_until_death) {
        observer.on_stderr(last_words);
        process::RunRecord dead;
        dead.code = 2;
        return dead;
      }
      observer.on_stderr(fmt::format(
          "SCHED {}ms: gomaxprocs=2 idleprocs=0 threads=4 spinningthreads=0 idlethreads=1 runqueue=0 [0 0]\n",
          now.count()));
      if (observer.enough()) break;
      std::this_thread::sleep_for(Millis{3});
    }
    return service_record;
  }

  std::mutex mutex_;
  std::atomic<bool> load_began_ = false;
};

class Service : public ::testing::Test {
 protected:
  Service() {
    fs::create_directories(folder_);
    std::ofstream(folder_ / "service.conf") << "a = 1\n";
  }
  ~Service() override { fs::remove_all(folder_); }

  store::Run run(const std::string& checks, const std::string& command = kLoaded) {
    const auto file = expectation::parse(
        R"({"title": "t", "scenario": {"gomaxprocs": [2], "env": {"WHERE": "{folder}"}, "trace": {"period": "10ms",
            "capture": "pipe"}, "command": {"binary": "./s", "argv": ["{binary}", "-l", ":{port}", "-n={instance}"], )" +
            command + R"(}}, "checks": [)" + checks + "]}",
        (folder_ / "e.json").string(), "e");
    if (!file) {
      ADD_FAILURE() << to_string(file.error().front());
      return {};
    }
    checks_ = file->checks;
    RunRequest request;
    request.scenario = file->scenario;
    request.checks = checks_;
    request.gomaxprocs = 2;
    request.build.executable = "/service";
    request.file = file->file;
    request.load_executable = "/load";
    auto made = run_service(request, launcher_);
    if (made) return std::move(*made);
    ADD_FAILURE() << to_string(made.error());
    return {};
  }

  /// The same from what a store keeps.
  [[nodiscard]] expectation::Outcome again(const store::Run& run) const {
    return check_again(run, checks_).outcomes.at(0);
  }

  static constexpr const char* kLoaded = R"("ready": {"stderr": "^listening", "within": "5s"},
      "files": ["service.conf"], "load": {"binary": "./l", "argv": ["{binary}", "{port}"], "deadline": "5s"})";
  static constexpr const char* kThreads = R"({"id": "c", "always": true, "field": "threads", "max": 4})";

  fs::path folder_ = fs::temp_directory_path() / ("schedlitmus-service-test-" + std::to_string(::getpid()));
  ServiceLauncher launcher_;
  std::vector<expectation::Check> checks_;
};

TEST_F(Service, IsLoadedWhenItIsReadyAndAskedToEnd) {
  const auto run = this->run(kThreads);
  ASSERT_EQ(run.outcomes.size(), 1U);
  EXPECT_EQ(run.outcomes[0].kind, OutcomeKind::held) << run.outcomes[0].reason;
  EXPECT_EQ(run.record.ending, Ending::shut_down);
  ASSERT_TRUE(run.service);
  EXPECT_TRUE(run.service->ready);
  EXPECT_EQ(run.service->cut_why + run.service->void_why, "");
  ASSERT_NE(run.service->load(), nullptr);
  EXPECT_EQ(run.service->load()->out.beginning(100).value(), "measure: requests=10\n");
  EXPECT_EQ(again(run), run.outcomes[0]);
}

TEST_F(Service, GetsItsPlaces) {
  (void)run(kThreads);
  ASSERT_EQ(launcher_.launched.size(), 2U);
  const auto& service = launcher_.launched[0];
  const auto& load = launcher_.launched[1];
  EXPECT_THAT(service.argv[2], StartsWith(":"));
  EXPECT_EQ(service.argv[2], ":" + load.argv[1]);
  EXPECT_EQ(service.argv[3], "-n=1");
  EXPECT_THAT(service.env, Contains("WHERE=" + service.folder));
  EXPECT_THAT(service.env, Contains("GODEBUG=schedtrace=10"));
  EXPECT_THAT(load.env, ::testing::Not(Contains(StartsWith("GODEBUG="))));
  EXPECT_EQ(load.folder, fs::absolute(folder_).lexically_normal().string() + "/");
  EXPECT_TRUE(launcher_.folder_was_there);
  EXPECT_FALSE(fs::exists(service.folder)) << "gone with the run";
}

/// What of a stored trace is shown: the first and the last time.
class Times final : public trace::Sink {
 public:
  void on_sample(const trace::Sample& sample) override {
    if (!first) first = sample.time;
    last = sample.time;
  }
  void on_text(std::string_view) override {}
  std::optional<Millis> first;
  Millis last{};
};

TEST_F(Service, ReadAgainShowsTheSamplesUnderTheLoadToWhomAsksForThese) {
  const auto run = this->run(kThreads, std::string(kLoaded) + R"(, "warmup": "20ms")");
  ASSERT_TRUE(run.service && run.service->until);
  Times all, looked_at;
  read_kept(run, all);
  read_looked_at(run, looked_at);
  ASSERT_TRUE(all.first && looked_at.first);
  EXPECT_LT(*all.first, Millis{20});
  EXPECT_GE(*looked_at.first, Millis{20}) << "the warm-up is over";
  EXPECT_LE(looked_at.last, *run.service->until - *run.service->zero);
}

TEST_F(Service, MeasuresOfTheLoadAreChecked) {
  const auto run = this->run(R"({"id": "c", "load": "requests", "min": 10})");
  EXPECT_EQ(run.outcomes.at(0).kind, OutcomeKind::held);
  EXPECT_EQ(again(run), run.outcomes[0]);
}

TEST_F(Service, ThatIsNeverReadyTellsWhatWasWaitedFor) {
  launcher_.says_ready = false;
  const auto run = this->run(kThreads, R"("ready": {"stderr": "^listening", "within": "50ms"})");
  EXPECT_EQ(run.outcomes.at(0).kind, OutcomeKind::undecided);
  EXPECT_THAT(run.outcomes[0].reason, AllOf(HasSubstr("not ready within 50ms"), HasSubstr("a line on stderr matches"),
                                            HasSubstr("it wrote nothing to stderr")));
  EXPECT_FALSE(run.service->ready);
  EXPECT_EQ(again(run), run.outcomes[0]);
}

TEST_F(Service, TellsTheLastAnswerOfItsPort) {
  const auto run = this->run(kThreads, R"("ready": {"tcp": "127.0.0.1:{port}", "within": "40ms"})");
  EXPECT_THAT(run.outcomes.at(0).reason,
              AllOf(HasSubstr("last answer: Connection refused"), HasSubstr("its stderr ends: listening now")));
}

TEST_F(Service, ThatDiesBeforeItIsReadyIsNotWaitedFor) {
  launcher_.says_ready = false;
  launcher_.samples_until_death = 2;
  launcher_.last_words = "bind: address already in use\n";
  const auto run = this->run(R"({"id": "c", "outcome": "exit_status", "equals": 2})",
                             R"("ready": {"stderr": "^listening", "within": "10m"})");
  EXPECT_EQ(run.outcomes.at(0).kind, OutcomeKind::held) << "how it ended is known";
  EXPECT_THAT(run.service->void_why,
              HasSubstr("exited with code 2 before it was ready; its stderr ends: bind: address already in use"));
}

TEST_F(Service, ThatDiesWhileItIsLoadedEndsTheLoad) {
  launcher_.dies_under_load = true;
  launcher_.samples_until_death = 10;
  launcher_.last_words = "panic: no more\n";
  launcher_.load_takes = Millis{60'000};
  const auto run = this->run(kThreads);
  EXPECT_EQ(run.outcomes.at(0).kind, OutcomeKind::undecided);
  EXPECT_THAT(run.outcomes[0].reason,
              HasSubstr("the service exited with code 2 while the load ran; its stderr says: panic: no more"));
  EXPECT_EQ(again(run), run.outcomes[0]);
}

TEST_F(Service, WhatItShowedBeforeItsDeathCounts) {
  launcher_.dies_under_load = true;
  launcher_.samples_until_death = 10;
  launcher_.load_takes = Millis{60'000};
  const auto run = this->run(R"({"id": "c", "always": true, "field": "threads", "max": 3})");
  EXPECT_EQ(run.outcomes.at(0).kind, OutcomeKind::missed);
}

TEST_F(Service, WhoseLoadFailsTellsNothing) {
  launcher_.load_record.code = 3;
  const auto run = this->run(kThreads);
  EXPECT_EQ(run.outcomes.at(0).kind, OutcomeKind::undecided);
  EXPECT_EQ(run.outcomes[0].reason, "the load exited with code 3, not 0; its stderr ends: no route");
  EXPECT_EQ(again(run), run.outcomes[0]);
}

TEST_F(Service, WhoseLoadIsTooSlowTellsNothing) {
  launcher_.load_record.ending = Ending::timed_out;
  EXPECT_EQ(run(kThreads).outcomes.at(0).reason, "the load was still going after 5s and was stopped");
  const auto run = this->run(R"({"id": "c", "outcome": "load_timed_out", "equals": false})");
  EXPECT_EQ(run.outcomes.at(0).kind, OutcomeKind::missed);
}

TEST_F(Service, IsStoppedWhenAllIsDecided) {
  launcher_.load_takes = Millis{60'000};
  const auto run = this->run(R"({"id": "c", "always": true, "until": "30ms", "field": "threads", "max": 4})");
  EXPECT_EQ(run.outcomes.at(0).kind, OutcomeKind::held);
  EXPECT_THAT(run.service->cut_why, HasSubstr("checks of that time were decided"));
  // A later check of that run does not take its end for the service's.
  checks_[0].until.reset();
  EXPECT_EQ(again(run).kind, OutcomeKind::undecided);
}

TEST_F(Service, LeavesTheWarmUpOut) {
  const auto run = this->run(kThreads, std::string(kLoaded) + R"(, "warmup": "4s")");
  EXPECT_EQ(run.outcomes.at(0).kind, OutcomeKind::undecided) << "the load took less";
}

TEST_F(Service, OfSeveralInstancesOneIsChecked) {
  const auto run = this->run(kThreads, std::string(kLoaded) + R"(, "instances": 3, "checked": 2)");
  EXPECT_EQ(run.outcomes.at(0).kind, OutcomeKind::held) << run.outcomes[0].reason;
  EXPECT_THAT(run.command, HasSubstr("-n=2"));
  ASSERT_EQ(run.service->parts.size(), 3U);
  EXPECT_EQ(run.service->parts[1].name, "instance 1");
  EXPECT_EQ(run.service->parts[2].name, "instance 3");
  EXPECT_THAT(run.service->parts[2].err.beginning(1000).value(), HasSubstr("SCHED"));
  std::set<std::string> ports, folders;
  for (const auto& spec : launcher_.launched) {
    if (spec.argv.front() != "/service") continue;
    ports.insert(spec.argv[2]);
    folders.insert(spec.folder);
  }
  EXPECT_EQ(ports.size(), 3U);
  EXPECT_EQ(folders.size(), 3U);
}

TEST_F(Service, ThatIsStubbornIsSeen) {
  launcher_.service_record.ending = Ending::stubborn;
  const auto run = this->run(R"({"id": "c", "outcome": "signal", "equals": "SIGKILL"})");
  EXPECT_EQ(run.outcomes.at(0).kind, OutcomeKind::held);
}

TEST_F(Service, WithoutALoadRunsUntilItEnds) {
  launcher_.samples_until_death = 10;
  const auto run = this->run(kThreads, R"("ready": {"after": "1ms"})");
  EXPECT_EQ(run.outcomes.at(0).kind, OutcomeKind::held) << run.outcomes[0].reason;
  EXPECT_EQ(run.service->load(), nullptr);
}

TEST_F(Service, WithoutOneOfItsFilesCannotBeStarted) {
  fs::remove(folder_ / "service.conf");
  RunRequest request;
  request.scenario.command.emplace().files = {"service.conf"};
  request.file = (folder_ / "e.json").string();
  const auto made = run_service(request, launcher_);
  ASSERT_FALSE(made.has_value());
  EXPECT_THAT(made.error().where, HasSubstr("service.conf"));
}

}  // namespace
}  // namespace schedlitmus::campaign
