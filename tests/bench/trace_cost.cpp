// What a trace costs the program that writes it: the work of a busy program
// with its trace read and checked beside it, against the same program with its
// stderr sent to a file. In turn, so that a change of the machine meets all alike.
//
//     trace_cost PROGRAM [ROUNDS [MILLISECONDS]]
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "expectation/evaluator.hpp"
#include "expectation/loader.hpp"
#include "process/launcher.hpp"
#include "trace/reader.hpp"

namespace {

using namespace schedlitmus;

constexpr const char* kExpectation = R"({"title": "cost", "scenario": {"program": "x", "go": "all", "gomaxprocs": [2]},
  "checks": [{"id": "queues", "always": true, "field": "local_queues", "max": 100000},
             {"id": "waiting", "always": true, "field": "waiting", "max": 100000}]})";
constexpr const char* kDetail = "schedtrace=100,scheddetail=1";
constexpr const char* kSummary = "schedtrace=10";

struct Mode {
  std::string name;
  std::string godebug;
  const char* stderr_to = nullptr;  ///< what the shell opens for it; none: ours
  process::Capture capture = process::Capture::pipe;
  std::vector<double> work, harness_cpu;
  std::uint64_t samples = 0, lost = 0, full = 0;
};

class Watcher final : public process::Observer, public trace::Sink {
 public:
  explicit Watcher(std::vector<expectation::Check> checks) : evaluator_(std::move(checks)), reader_(*this) {}

  void on_stdout(std::string_view bytes) override { out.append(bytes); }
  void on_stderr(std::string_view bytes) override { reader_.feed(bytes); }
  [[nodiscard]] bool enough() const override { return false; }
  void on_sample(const trace::Sample& sample) override { evaluator_.on_sample(sample); }
  void on_text(std::string_view /*text*/) override {}

  const trace::Health& finish() {
    reader_.finish();
    (void)evaluator_.finish(reader_.health());
    return reader_.health();
  }

  std::string out;

 private:
  expectation::Evaluator evaluator_;
  trace::Reader reader_;
};

double cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& value) {
    return static_cast<double>(value.tv_sec) + static_cast<double>(value.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void run(Mode& mode, process::Launcher& launcher, const expectation::Expectation& expectation,
         const std::string& program, const std::string& milliseconds) {
  process::LaunchSpec spec;
  // All through a shell, which becomes the program.
  const std::string script = mode.stderr_to != nullptr ? "exec \"$0\" \"$1\" 2>\"$2\"" : "exec \"$0\" \"$1\"";
  spec.argv = {"/bin/sh", "-c", script, program, milliseconds, mode.stderr_to != nullptr ? mode.stderr_to : ""};
  spec.env = {"GOMAXPROCS=2", "GODEBUG=" + mode.godebug};
  spec.capture = mode.capture;
  Watcher watcher(expectation.checks);
  const double before = cpu_seconds();
  const auto record = launcher.run(spec, watcher);
  if (!record || record->code != 0 || watcher.out.empty()) {
    fmt::print(stderr, "{}: the program did not end well\n", mode.name);
    std::exit(1);
  }
  const auto& health = watcher.finish();
  mode.work.push_back(std::atof(watcher.out.c_str()));
  mode.harness_cpu.push_back((cpu_seconds() - before) / std::chrono::duration<double>(record->wall).count());
  mode.samples += health.samples;
  mode.lost += health.incomplete_samples;
  mode.full += record->stderr_full;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const auto half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

/// Each round's ratio by itself: what changes from round to round is not in it.
std::string ratios(const Mode& mode, const Mode& base) {
  std::vector<double> each;
  for (std::size_t round = 0; round < mode.work.size(); ++round) {
    each.push_back(mode.work[round] / base.work[round]);
  }
  const auto [least, most] = std::minmax_element(each.begin(), each.end());
  return fmt::format("{:.2f} ({:.2f}..{:.2f})", median(each), *least, *most);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 64;
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 7;
  const std::string milliseconds = argc > 3 ? argv[3] : "3000";
  const auto expectation = expectation::parse(kExpectation, "cost.json", "cost");
  if (!expectation) {
    for (const auto& error : expectation.error()) fmt::print(stderr, "{}\n", to_string(error));
    return 1;
  }
  std::string file = (std::filesystem::temp_directory_path() / "schedlitmus-cost-XXXXXX").string();
  ::close(::mkstemp(file.data()));
  const auto launcher = process::make_launcher();
  using process::Capture;
  std::vector<Mode> modes{
      {.name = "no trace", .godebug = "", .work = {}, .harness_cpu = {}},
      {.name = "detail, to a file", .godebug = kDetail, .stderr_to = file.c_str(), .work = {}, .harness_cpu = {}},
      // As cheap as a write(2) can be.
      {.name = "detail, thrown away", .godebug = kDetail, .stderr_to = "/dev/null", .work = {}, .harness_cpu = {}},
      {.name = "detail, pipe, checked", .godebug = kDetail, .work = {}, .harness_cpu = {}},
      {.name = "detail, messages, checked",
       .godebug = kDetail,
       .capture = Capture::messages,
       .work = {},
       .harness_cpu = {}},
      {.name = "summary, pipe, checked", .godebug = kSummary, .work = {}, .harness_cpu = {}},
      {.name = "summary, messages, checked",
       .godebug = kSummary,
       .capture = Capture::messages,
       .work = {},
       .harness_cpu = {}},
  };
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < modes.size(); ++i) {
      run(modes[(i + static_cast<std::size_t>(round)) % modes.size()], *launcher, *expectation, argv[1], milliseconds);
    }
  }
  std::filesystem::remove(file);
  fmt::print("{:28}{:>9}{:>20}{:>20}{:>20}{:>8}{:>8}{:>5}{:>5}\n", "", "turns/s", "of no trace", "of a file",
             "of thrown away", "our CPU", "samples", "lost", "full");
  for (const auto& mode : modes) {
    fmt::print("{:28}{:>9.0f}{:>20}{:>20}{:>20}{:>7.1f}%{:>8}{:>5}{:>5}\n", mode.name, median(mode.work),
               ratios(mode, modes[0]), ratios(mode, modes[1]), ratios(mode, modes[2]), median(mode.harness_cpu) * 100,
               mode.samples, mode.lost, mode.full);
  }
  return 0;
}
