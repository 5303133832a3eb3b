// A folder with an expectation and its recorded runs; removed at the end.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "expectation/loader.hpp"

namespace schedlitmus::selftest {

inline constexpr const char* kProgram = R"("program": "./prog", "args": ["-n=3"])";
inline constexpr const char* kService =
    R"("command": {"build": "./service", "ready": {"tcp": "127.0.0.1:{port}"}, "load": {"build": "./load"}})";

class Folder {
 public:
  Folder() {
    auto pattern = (std::filesystem::temp_directory_path() / "selftest-XXXXXX").string();
    EXPECT_NE(::mkdtemp(pattern.data()), nullptr);
    path_ = std::filesystem::canonical(pattern);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  std::filesystem::path write(const std::string& name, const std::string& text) const {
    auto file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return file;
  }
  /// An expectation of GOMAXPROCS=2 with these checks, in `name`.json.
  [[nodiscard]] expectation::Expectation expectation(const std::string& name, const std::string& checks,
                                                     const std::string& more = {},
                                                     const std::string& runs = kProgram) const {
    const auto file = write(name + ".json", R"({"title": "t", "why": "w", "scenario": {)" + runs + R"(,
"go": ">=1.5", "gomaxprocs": [2], "trace": {"period": "20ms", "detail": true}},
"checks": [)" + checks + "]" + more + "}\n");
    auto loaded = expectation::load({file.string()}, "");
    for (const auto& error : loaded.errors) ADD_FAILURE() << to_string(error);
    return loaded.errors.empty() ? loaded.expectations.front() : expectation::Expectation{};
  }

 private:
  std::filesystem::path path_;
};

/// Ten samples, 20 ms apart, on two Ps.
inline std::string trace_with(int runqueue, const std::string& local) {
  std::string text;
  for (int i = 0; i < 10; ++i)
    text +=
        fmt::format("SCHED {}ms: gomaxprocs=2 idleprocs=0 threads=5 spinningthreads=1 idlethreads=2 runqueue={} [{}]\n",
                    20 * i, runqueue, local);
  return text;
}

/// Two Ps, two Ms and three Gs.
inline constexpr const char* kDetailed =
    "SCHED {}ms: gomaxprocs=2 idleprocs=1 threads=4 spinningthreads=0 idlethreads=1 runqueue=1 gcwaiting=0 "
    "nmidlelocked=0 stopwait=0 sysmonwait=0\n"
    "  P0: status=1 schedtick=11 syscalltick=1 m=0 runqsize=3 gfreecnt=0\n"
    "  P1: status=0 schedtick=5 syscalltick=0 m=-1 runqsize=1 gfreecnt=0\n"
    "  M0: p=0 curg=1 mallocing=0 throwing=0 preemptoff= locks=0 dying=0 spinning=false blocked=false lockedg=-1\n"
    "  M1: p=-1 curg=-1 mallocing=0 throwing=0 preemptoff= locks=0 dying=0 spinning=false blocked=true lockedg=-1\n"
    "  G1: status=2() m=0 lockedm=-1\n"
    "  G2: status=4(chan receive) m=-1 lockedm=-1\n"
    "  G3: status=1() m=-1 lockedm=-1\n";
/// So many samples, `period` ms apart.
inline std::string detailed_trace(int samples, int period) {
  std::string text;
  for (int i = 0; i < samples; ++i) text += fmt::format(fmt::runtime(kDetailed), period * i);
  return text;
}

/// The note beside a trace of a program that ended by itself.
inline std::string note_of(int code) {
  return fmt::format(R"({{"go": "1.13.15", "ending": "exited", "code": {}}})", code);
}

/// That of a service, whose checks look at the samples from `from` to 160 ms of its trace, and count their times from
/// `zero`; its load ended with this exit code.
inline std::string service_note(int load_code, const std::string& ready_ms = "40", int zero = 80, int from = 100) {
  return fmt::format(R"({{"go": "1.13.15", "ending": "shut_down", "code": 0,
"service": {{"ready_ms": {}, "zero_ms": {}, "from_ms": {}, "until_ms": 160, "cut_why": "", "void_why": "",
"load": {{"ending": "exited", "code": {}, "signal": 0}}}}}})",
                     ready_ms, zero, from, load_code);
}

}  // namespace schedlitmus::selftest
