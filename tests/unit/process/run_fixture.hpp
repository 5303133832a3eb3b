// Real /bin/sh children, and the promise after each test that none is left.
#pragma once

#include <dirent.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "process/launcher.hpp"

namespace schedlitmus::process {

class Recorder : public Observer {
 public:
  void on_stdout(std::string_view bytes) override {
    out.append(bytes);
    if (on_bytes) on_bytes();
  }
  void on_stderr(std::string_view bytes) override {
    err.append(bytes);
    if (on_bytes) on_bytes();
  }
  void on_start(std::int32_t pid) override { program = pid; }
  void on_stderr_message(std::int32_t pid, std::string_view message) override {
    messages.emplace_back(pid, message);
    on_stderr(message);
  }
  [[nodiscard]] bool enough() const override { return is_enough && is_enough(); }

  std::string out, err;
  std::vector<std::pair<std::int32_t, std::string>> messages;
  std::int32_t program = 0;
  std::function<void()> on_bytes;
  std::function<bool()> is_enough;
};

class Run : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "schedlitmus-process-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder = pattern;
  }

  void TearDown() override {
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1) << "a child, or its zombie, is left";
    EXPECT_EQ(errno, ECHILD);
    std::filesystem::remove_all(folder);
  }

  static LaunchSpec shell(const std::string& script) {
    return {
        .argv = {"/bin/sh", "-c", script}, .env = {"PATH=/usr/bin:/bin"}, .folder = {}, .cpus = {}, .spill_folder = {}};
  }

  /// The program of hostile.cpp.
  static LaunchSpec hostile(const std::vector<std::string>& words) {
    LaunchSpec spec = shell("");
    spec.argv = {SCHEDLITMUS_HOSTILE};
    spec.argv.insert(spec.argv.end(), words.begin(), words.end());
    return spec;
  }

  RunRecord run(const LaunchSpec& spec) {
    auto record = launcher->run(spec, seen);
    EXPECT_TRUE(record.has_value()) << (record ? std::string() : to_string(record.error()));
    return record.value_or(RunRecord{});
  }

  Error failure_of(const LaunchSpec& spec) {
    const auto record = launcher->run(spec, seen);
    EXPECT_FALSE(record.has_value());
    return record ? Error{} : record.error();
  }

  [[nodiscard]] std::string in_folder(const std::string& name) const { return folder + "/" + name; }

  /// The pid that a script wrote into a file.
  [[nodiscard]] pid_t pid_in(const std::string& name) const {
    std::ifstream file(in_folder(name));
    pid_t pid = -1;
    file >> pid;
    return pid;
  }

  /// Not a zombie either: an orphan's is reaped when init comes to it.
  static bool is_alive(pid_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string stat;
    std::getline(file, stat);
    const auto state = stat.rfind(") ");
    return pid > 0 && state != std::string::npos && stat.compare(state, 3, ") Z") != 0;
  }

  std::unique_ptr<Launcher> launcher = make_launcher();
  Recorder seen;
  std::string folder;
};

}  // namespace schedlitmus::process
