// Starts the built program as a user would and looks at what it leaves.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace schedlitmus::e2e {

namespace fs = std::filesystem;

struct Finished {
  int code = -1;  ///< exit code; -1 where it was killed
  int signal = 0;
  std::string out, err;
};

/// A folder of its own for a test, with an own store; removed at the end.
class Workplace {
 public:
  Workplace();
  ~Workplace();
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;

  [[nodiscard]] const fs::path& folder() const { return folder_; }
  /// Writes a file below the folder and gives its path.
  fs::path write(const std::string& name, const std::string& text) const;
  /// All of a file below the folder, which must be there.
  [[nodiscard]] std::string read(const std::string& name) const;
  /// A Go program in a folder of its own.
  void program(const std::string& name, const std::string& source) const { write(name + "/main.go", source); }

  /// Starts `schedlitmus ARGS...` in the folder.
  [[nodiscard]] pid_t start(const std::vector<std::string>& args) const;
  [[nodiscard]] Finished wait(pid_t pid) const;
  [[nodiscard]] Finished run(const std::vector<std::string>& args) const { return wait(start(args)); }

  /// Processes whose executable has been built for a program of this test.
  [[nodiscard]] std::vector<pid_t> programs_running(const std::string& name) const;
  /// Finished runs in the store of this folder.
  [[nodiscard]] std::size_t stored_runs() const;

 private:
  fs::path folder_;
};

}  // namespace schedlitmus::e2e
