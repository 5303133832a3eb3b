// A toolchain and a launcher whose answers the test sets.
#pragma once

#include <fmt/format.h>

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "process/launcher.hpp"
#include "toolchain/toolchain.hpp"

namespace schedlitmus::testing {

class FakeToolchain final : public toolchain::Toolchain {
 public:
  explicit FakeToolchain(const std::vector<std::string>& versions) {
    for (const auto& text : versions) {
      listing.releases.push_back(
          {*toolchain::Version::parse(text), true, true, "/go/" + text, toolchain::Source::folder});
    }
  }
  Result<Listing> list() override { return listing; }
  Result<toolchain::Release> get(const toolchain::Version& version) override {
    ++fetched[version.to_string()];
    return toolchain::Release{version, "/go/" + version.to_string(), {}};
  }
  Result<toolchain::Build> build(const toolchain::Release& release, const std::string& folder) override {
    const auto version = release.version.to_string();
    ++built[version];
    if (compile_errors.contains(version)) return fail(compile_errors.at(version), "program on go" + version);
    return toolchain::Build{.executable = folder + "@" + version,
                            .toolchain = "go" + version,
                            .go_line = {},
                            .default_godebug = {},
                            .made_of = program + (tools.contains(version) ? "+" + tools.at(version) : "")};
  }
  std::uint64_t bytes_of(const toolchain::Version& /*version*/) override { return 0; }
  Result<std::uint64_t> remove(const toolchain::Version& /*version*/) override {
    return fail("a fake removes nothing");
  }
  Result<std::uint64_t> clean() override { return fail("a fake removes nothing"); }

  Listing listing;
  std::map<std::string, std::string> compile_errors;
  std::string program = "1a";                ///< what its files are
  std::map<std::string, std::string> tools;  ///< by version: of those that may change
  std::map<std::string, int> fetched, built;
};

/// Of those of a FakeToolchain: the one that the executable was built with.
inline std::string release_of(const process::LaunchSpec& spec) {
  const auto& executable = spec.argv.at(0);
  return executable.substr(executable.find('@') + 1);
}

/// A program as a function: what it writes, and how it ends.
struct FakeProgram {
  std::string err;
  process::RunRecord record;
  std::string out = {};  ///< before all of stderr
};

class FakeLauncher final : public process::Launcher {
 public:
  std::function<Result<FakeProgram>(const process::LaunchSpec&)> program;
  std::vector<process::LaunchSpec> launched;

  /// From several threads at once; `program` is asked by one at a time.
  Result<process::RunRecord> run(const process::LaunchSpec& spec, process::Observer& observer) override {
    auto answer = ask(spec);
    if (!answer) return tl::unexpected(answer.error());
    if (!answer->out.empty()) observer.on_stdout(answer->out);
    std::size_t begin = 0;
    while (begin < answer->err.size()) {
      const auto end = std::min(answer->err.find('\n', begin), answer->err.size() - 1) + 1;
      const auto line = std::string_view(answer->err).substr(begin, end - begin);
      if (spec.capture == process::Capture::messages) {
        observer.on_stderr_message(100, line);
      } else {
        observer.on_stderr(line);
      }
      begin = end;
      if (observer.enough()) {
        answer->record.ending = process::Ending::stopped;
        break;
      }
    }
    return answer->record;
  }

  /// While runs go on.
  [[nodiscard]] std::size_t begun() {
    const std::scoped_lock lock(mutex_);
    return launched.size();
  }

 private:
  Result<FakeProgram> ask(const process::LaunchSpec& spec) {
    const std::scoped_lock lock(mutex_);
    launched.push_back(spec);
    return program(spec);
  }

  std::mutex mutex_;
};

/// A summary trace with the same queues every 50 ms until `until_ms`.
inline std::string steady_trace(const std::string& queues, int runqueue, int until_ms) {
  std::string text;
  for (int ms = 0; ms <= until_ms; ms += 50) {
    text +=
        fmt::format("SCHED {}ms: gomaxprocs=2 idleprocs=0 threads=4 spinningthreads=0 idlethreads=1 runqueue={} [{}]\n",
                    ms, runqueue, queues);
  }
  return text;
}

}  // namespace schedlitmus::testing
